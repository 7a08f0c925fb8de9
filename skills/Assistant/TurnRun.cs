using System.Globalization;
using System.Security.Cryptography;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Dialogues;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;
using BotCrm.Skills.Understanding;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Assistant;

/// <summary>One turn: from words or a press on a card to plans, and from what came of them to replies and the new state.</summary>
internal sealed partial class TurnRun(
    Actor actor, IncomingTurn turn, ConversationState state, SkillCatalogue catalogue, IChatClient model, IChatClient? offline, DateTimeOffset now, Func<string, ValueTask>? onText)
{
    public const int MaxText = 8_000;
    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan QuestionLifetime = TimeSpan.FromHours(24);

    private int plansRun;

    public ConversationState State { get; private set; } = state;

    /// <summary>Something was committed to the CRM in this turn.</summary>
    public bool Committed { get; private set; }

    public Task<IReadOnlyList<Reply>> RunAsync(CancellationToken ct) => turn.Action is { } action ? ActAsync(action, ct) : turn.Files.Count > 0 ? ReceiveAsync(ct) : HearAsync(turn.Text, ct);

    private Words WordsIn(string? language) => new(PhraseBook.Supported(language ?? State.LastLanguage ?? actor.Language), actor.TimeZone);

    private static IReadOnlyList<Reply> Say(Words words, string key) => [new SaidReply(words.Language, words.Say(key))];

    private async Task<IReadOnlyList<Reply>> HearAsync(string? text, CancellationToken ct)
    {
        text = (text is null ? null : NameFolding.WellFormed(text))?.Trim().Trim('\u200b', '\u200c', '\u200d', '\ufeff').Trim();
        if (string.IsNullOrEmpty(text)) return Say(WordsIn(null), "empty");
        var guess = LanguageGuess.Of(text);
        if (text.Length > MaxText) return Say(WordsIn(guess), "too_long");

        var loop = new ModelLoop(catalogue);
        var origin = OriginOf(text);
        var dialogue = State.ToDialogue(now);
        ModelAnswer? answer = null;
        // A yes, a no or an answer is read from the person's own words by the offline model, whoever does the rest.
        if (dialogue.Pending is not null && offline is not null && !ReferenceEquals(offline, model))
        {
            var own = await loop.AskAsync(offline, actor, origin, text, dialogue, now, WordsIn(guess), null, ct);
            if (own.Offline && own.Calls.Any(c => c.Tool is DialogueTools.Confirm or DialogueTools.Cancel or DialogueTools.Answer)) answer = own;
        }

        answer ??= await loop.AskAsync(model, actor, origin, text, dialogue, now, WordsIn(guess), onText, ct);
        if (answer.FellBack && offline is not null) answer = await loop.AskAsync(offline, actor, origin, text, dialogue, now, WordsIn(guess), null, ct);
        var words = WordsIn((answer.Offline ? answer.Language : null) ?? guess);
        State = State with { LastLanguage = words.Language };
        return await FollowAsync(answer, text, words, ct);
    }

    private async Task<IReadOnlyList<Reply>> FollowAsync(ModelAnswer answer, string text, Words words, CancellationToken ct)
    {
        if (answer.GaveUp) return Say(words, "gave_up");
        if (answer.Asks is { } asks) return [Wait(asks, text, words)];
        if (answer.Calls.Count == 0)
        {
            if (answer.Offline) return [NotUnderstood(answer, words)];
            return Told(answer, words);
        }

        var dialogueCalls = answer.Offline ? answer.Calls.Where(c => IsDialogue(c.Tool)).ToList() : [];
        var skillCalls = answer.Offline ? answer.Calls.Where(c => !IsDialogue(c.Tool)).ToList() : answer.Calls;
        if (dialogueCalls.Count == 0)
        {
            if (!answer.Offline && answer.Focus.Count > 0) State = State.Talking(answer.Focus);
            return await PlanAsync(skillCalls, text, words, null, ct);
        }

        var replies = new List<Reply>(await ConverseAsync(dialogueCalls[0], skillCalls, text, words, ct));
        // An answer and a correction take the other calls into their own plan; after a yes or a no the rest of the message stands for itself.
        if (skillCalls.Count > 0 && dialogueCalls[0].Tool is not (DialogueTools.Answer or DialogueTools.Amend))
        {
            if (dialogueCalls[0].Tool == DialogueTools.SmallTalk) replies.Clear();
            replies.AddRange(await PlanAsync(skillCalls, text, words, null, ct));
        }

        return replies;
    }

    private IReadOnlyList<Reply> Told(ModelAnswer answer, Words words)
    {
        State = State.Talking(answer.Focus);
        if (answer.Reads.Count > 0) State = State with { LastPlan = answer.Reads, LastChangeSet = null };
        foreach (var reply in answer.Answers) Shown(reply);
        var card = answer.Answers.LastOrDefault(a => a is not SaidReply);
        if (string.IsNullOrWhiteSpace(answer.Text)) return card is null ? [NotUnderstood(answer, words)] : [card];
        var said = new SaidReply(words.Language, answer.Text.Trim());
        return card is null ? [said] : [said, card];
    }

    private static bool IsDialogue(string tool) =>
        tool is DialogueTools.Confirm or DialogueTools.Cancel or DialogueTools.Answer or DialogueTools.Amend or DialogueTools.More or DialogueTools.SmallTalk;

    private NotUnderstoodReply NotUnderstood(ModelAnswer answer, Words words)
    {
        var suggestions = answer.Suggestions.Count > 0 ? answer.Suggestions : HelpSkill.Examples(words, actor.Rights);
        var text = words.Sentences([words.Say("not_understood"), words.Say("not_understood.try", ("examples", string.Join(words.Language == PhraseBook.Chinese ? ";" : "; ", suggestions)))]);
        return new NotUnderstoodReply(words.Language, text) { Suggestions = suggestions };
    }

    private Origin OriginOf(string? sentence)
    {
        var id = turn.TurnId.Length <= 200 ? turn.TurnId : Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(turn.TurnId)));
        // A turn may run two plans ("yes, and also …"); each is committed once.
        if (plansRun > 0) id += "#" + plansRun.ToString(CultureInfo.InvariantCulture);
        var cause = sentence is { Length: > Limits.Sentence } ? sentence[..(Limits.Sentence - 1)] + "…" : sentence;
        return new Origin(turn.Channel, turn.Conversation, cause, id);
    }

    /// <summary>Runs calls as one plan, and says and remembers what came of it.</summary>
    private async Task<IReadOnlyList<Reply>> PlanAsync(IReadOnlyList<PlannedCall> calls, string? sentence, Words words, string? approval, CancellationToken ct, string? after = null, int shown = 0)
    {
        PlanResult result;
        try
        {
            result = await catalogue.Runner.RunAsync(new PlanRequest(actor, OriginOf(sentence), calls, words, State.ToDialogue(now), approval, after, shown), ct);
        }
        catch (TurnAlreadyCommittedException)
        {
            return Say(words, "already_done");
        }

        plansRun++;
        switch (result)
        {
            case PlanDone done:
                Remember(done, sentence);
                return await WithImportsAsync(done, ReplyWriter.Done(done, words), words, ct);
            case PlanAsks asks:
                return [Wait(asks, sentence, words)];
            case PlanWaits waits:
                return [Wait(waits, sentence, words)];
            case PlanRefused refused:
                return [ReplyWriter.Refused(refused.Refused, words)];
            default:
                throw new InvalidOperationException($"Unknown plan result {result.GetType().Name}.");
        }
    }

    private void Remember(PlanDone done, string? sentence)
    {
        var own = done.Calls.Where(c => c.Tool != UndoSkill.Name).ToList();
        State = State.Talking(done.Focus) with { LastPlan = own, LastChangeSet = done.TookBack || done.Steps.All(s => s.Changes.Count == 0) ? null : done.ChangeSet, LastSentence = sentence };
        foreach (var answer in done.Answers) Shown(answer);
        if (!done.Wrote) return;
        Committed = true;
        if (done.Final)
        {
            State = ConversationState.Empty with { LastLanguage = State.LastLanguage };
            return;
        }

        State = State with { Pending = null };
    }

    private void Shown(Reply reply)
    {
        switch (reply)
        {
            case ListReply list:
                State = State with { More = list.More, LastResults = [.. list.Rows.Where(r => r.Record is not null).Select(r => r.Record!).Take(ConversationState.MaxResults)] };
                break;
            case PassagesReply passages:
                State = State with { More = null, LastResults = [.. passages.Passages.Select(p => new RecordRef(p.Kind, p.Id, p.CustomerName)).Take(ConversationState.MaxResults)] };
                break;
        }
    }

    private QuestionReply Wait(PlanAsks asks, string? sentence, Words words)
    {
        var ask = asks.Ask;
        var pending = new PendingPlan(
            NewId(), false, asks.Index, ask.Argument, ask.Kind, ask.Choices, asks.Calls, Shorten(sentence), words.Language, null, now + QuestionLifetime);
        State = State with { Pending = pending };
        return ReplyWriter.Question(ask, pending.Id, words);
    }

    private ConfirmReply Wait(PlanWaits waits, string? sentence, Words words)
    {
        var pending = new PendingPlan(
            NewId(), true, 0, null, AnswerKind.Choice, [], waits.Calls, Shorten(sentence), words.Language, waits.Fingerprint, now + ConfirmationLifetime);
        State = State with { Pending = pending };
        return ReplyWriter.Confirm(waits, pending.Id, pending.ExpiresAt, words);
    }

    private static string? Shorten(string? sentence) => sentence is { Length: > Limits.Sentence } ? sentence[..Limits.Sentence] : sentence;

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

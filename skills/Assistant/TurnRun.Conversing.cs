using System.Globalization;
using System.Text.Json;
using BotCrm.Skills.Automation;
using BotCrm.Skills.Dialogues;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Assistant;

/// <summary>What is said about the dialogue itself (yes, no, that one, the other one, more), by words or by a press on a card.</summary>
internal sealed partial class TurnRun
{
    private Task<IReadOnlyList<Reply>> ConverseAsync(PlannedCall call, IReadOnlyList<PlannedCall> others, string text, Words words, CancellationToken ct)
    {
        switch (call.Tool)
        {
            case DialogueTools.Confirm:
                return ConfirmAsync(text, words, ct);
            case DialogueTools.Cancel:
                return Task.FromResult(Cancel(words));
            case DialogueTools.Answer:
                // What was said along with the answer ("50k dollars": the currency) goes into the same call.
                var besides = call.Arguments.Where(a => a.Key != "value").ToDictionary(a => a.Key, a => PlainValues.Of(a.Value));
                return AnswerAsync(PlainValues.Of(call.Arguments.GetValueOrDefault("value")), besides, others, text, words, ct);
            case DialogueTools.Amend:
                return AmendAsync(call.Arguments, others, text, words, ct);
            case DialogueTools.More:
                return MoreAsync(State.More, words, ct);
            default:
                return Task.FromResult(SmallTalk(PlainValues.Of(call.Arguments.GetValueOrDefault("kind")) as string, words));
        }
    }

    private async Task<IReadOnlyList<Reply>> ActAsync(CardAction action, CancellationToken ct)
    {
        var words = WordsIn(null);
        string? Value(string name) => action.Data.TryGetValue(name, out var json)
            ? json.ValueKind == JsonValueKind.String ? json.GetString() : json.ValueKind == JsonValueKind.Number ? json.GetRawText() : null
            : null;

        switch (action.Verb)
        {
            case "say":
                return await HearAsync(Value("text"), ct);
            case "undo" when long.TryParse(Value("changeSet"), NumberStyles.None, CultureInfo.InvariantCulture, out var changeSet):
                var undo = new PlannedCall(UndoSkill.Name, new Dictionary<string, object?> { ["what"] = UndoSkill.ReferenceTo(changeSet) });
                return await PlanAsync([undo], words.Say("pressed.undo"), words, null, ct);
            case "run" when Value("tool") is { } tool && NoticeWriter.Offers(tool):
                var arguments = action.Data.TryGetValue("arguments", out var given) && given.ValueKind == JsonValueKind.Object
                    ? given.EnumerateObject().ToDictionary(a => a.Name, a => PlainValues.Of(a.Value))
                    : [];
                return await PlanAsync([new PlannedCall(tool, arguments)], words.Say("pressed.run", ("tool", tool)), words, null, ct);
            case "import" when long.TryParse(Value("import"), NumberStyles.None, CultureInfo.InvariantCulture, out var import) && Value("op") is { } operation:
                return await PressImportAsync(import, operation, words, ct);
            case "more" when Value("list") is { } token:
                return await MoreAsync(token, words, ct);
            case "choose" or "confirm" or "cancel" when Value("pending") is { } id:
                if (State.Pending is not { } pending || pending.Id != id) return Say(words, "pending.stale");
                words = WordsIn(pending.Language);
                return action.Verb switch
                {
                    "confirm" => await ConfirmAsync(words.Say("pressed.confirm"), words, ct),
                    "cancel" => Cancel(words),
                    _ when pending.IsConfirmation || Value("value") is null => Say(words, "action.unknown"),
                    _ => await AnswerAsync(Value("value"), Nothing, [], LabelOf(pending, Value("value")!), words, ct),
                };
            default:
                return Say(words, "action.unknown");
        }
    }

    private static readonly Dictionary<string, object?> Nothing = [];

    private static string LabelOf(PendingPlan pending, string value) => pending.Choices.FirstOrDefault(c => c.Value == value)?.Label ?? value;

    private async Task<IReadOnlyList<Reply>> ConfirmAsync(string said, Words words, CancellationToken ct)
    {
        if (State.Pending is not { } pending) return Say(words, "pending.none");
        if (pending.ExpiresAt <= now)
        {
            State = State with { Pending = null };
            return Say(words, "pending.expired");
        }

        if (!pending.IsConfirmation) return [Again(pending, words)];
        State = State with { Pending = null };
        // Told in the language it was previewed in: the yes is bound to those very lines.
        return await PlanAsync(pending.Calls, Joined(pending.Sentence, said), WordsIn(pending.Language), pending.Fingerprint, ct);
    }

    private IReadOnlyList<Reply> Cancel(Words words)
    {
        if (State.Pending is null) return Say(words, "cancel.nothing");
        State = State with { Pending = null };
        return Say(words, "cancel.done");
    }

    private async Task<IReadOnlyList<Reply>> AnswerAsync(object? value, IReadOnlyDictionary<string, object?> besides, IReadOnlyList<PlannedCall> others, string said, Words words, CancellationToken ct)
    {
        if (State.Pending is not { } pending) return Say(words, "pending.none");
        if (pending.ExpiresAt <= now)
        {
            State = State with { Pending = null };
            return Say(words, "pending.expired");
        }

        if (pending.IsConfirmation || pending.Argument is null || value is null or "") return [Again(pending, words)];
        var calls = PlanEdits.Fill(pending.Calls, pending.CallIndex, pending.Argument, Chosen(pending, value));
        foreach (var (name, more) in besides)
        {
            if (catalogue.Find(calls[pending.CallIndex].Tool)?.Argument(name) is not null) calls = PlanEdits.Fill(calls, pending.CallIndex, name, more);
        }

        return await PlanAsync([.. calls, .. others], Joined(pending.Sentence, said), words, null, ct);
    }

    /// <summary>A choice may be named by its value, its label or its number in the list.</summary>
    private static object Chosen(PendingPlan pending, object value)
    {
        if (pending.Choices.Count == 0) return value;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
        var choice = pending.Choices.FirstOrDefault(c => c.Value == text) ?? pending.Choices.FirstOrDefault(c => string.Equals(c.Label, text, StringComparison.OrdinalIgnoreCase));
        if (choice is null && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= pending.Choices.Count) choice = pending.Choices[number - 1];
        return choice?.Value ?? value;
    }

    private async Task<IReadOnlyList<Reply>> AmendAsync(IReadOnlyDictionary<string, object?> changes, IReadOnlyList<PlannedCall> others, string said, Words words, CancellationToken ct)
    {
        if (State.Pending is { } pending && pending.ExpiresAt > now)
        {
            return PlanEdits.Amend(pending.Calls, changes, catalogue, NameOf) is { } open
                ? await PlanAsync([.. open, .. others], Joined(pending.Sentence, said), words, null, ct)
                : [Again(pending, words)];
        }

        if (State.LastPlan.Count == 0 || PlanEdits.Amend(State.LastPlan, changes, catalogue, NameOf) is not { } calls) return Say(words, "amend.nothing");
        // Taking back and doing right are one transaction: either the correction stands or all is as it was.
        List<PlannedCall> plan = [.. calls, .. others];
        if (State.LastChangeSet is { } changeSet) plan.Insert(0, new PlannedCall(UndoSkill.Name, new Dictionary<string, object?> { ["what"] = UndoSkill.CorrectionOf(changeSet) }));
        return await PlanAsync(plan, Joined(State.LastSentence, said), words, null, ct);
    }

    private string NameOf(string said) => catalogue.NameOf(actor, said);

    private async Task<IReadOnlyList<Reply>> MoreAsync(string? token, Words words, CancellationToken ct)
    {
        if (token is null) return Say(words, State.LastResults.Count > 0 ? "more.all" : "more.none");
        if (ListToken.Decode(token) is not { } list || catalogue.Find(list.Call.Tool) is not { Effect: Effect.Read }) return Say(words, "more.unknown");
        return await PlanAsync([list.Call], null, words, null, ct, list.After, list.Shown);
    }

    private IReadOnlyList<Reply> SmallTalk(string? kind, Words words)
    {
        var key = kind is "thanks" or "bye" ? "small_talk." + kind : "small_talk.hello";
        var reply = new SaidReply(words.Language, words.Say(key, ("name", actor.Name)));
        return [kind is "thanks" or "bye" ? reply : reply with { Suggestions = HelpSkill.Examples(words, actor.Rights) }];
    }

    /// <summary>The open question once more: what was said did not answer it.</summary>
    private static Reply Again(PendingPlan pending, Words words)
    {
        if (pending.IsConfirmation) return new SaidReply(words.Language, words.Say("confirm.how"));
        var question = words.Say("pending.again");
        return ReplyWriter.Question(new Ask(pending.Argument ?? "", pending.Kind, question, pending.Choices), pending.Id, words);
    }

    private static string? Joined(string? first, string said) => first is null ? said : $"{first} → {said}";
}

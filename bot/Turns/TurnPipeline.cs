using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Turns;

/// <inheritdoc cref="ITurnPipeline"/>
public sealed class TurnPipeline(ICrm crm, IAssistant assistant, SeenTurns seen, GreetedConversations greeted, TurnSignIns signIns, TimeProvider time, ILogger<TurnPipeline> log) : ITurnPipeline
{
    /// <summary>Longer than any model may take with its retries; a turn that hangs must not hold its conversation for ever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public Task<TurnResult> RunAsync(Sender sender, IncomingTurn turn, CancellationToken ct = default)
    {
        // The sender is part of the key: nobody is shown the replies to somebody else by repeating an id.
        var key = new TurnKey(turn.Channel, turn.Conversation, turn.TurnId, sender.EntraObjectId ?? sender.Login);

        // Not ct: a caller that hangs up will ask again with the same id, and finds the finished answer then.
        return seen.RunOnceAsync(key, () => AnswerAsync(sender, turn)).WaitAsync(ct);
    }

    public async Task<Reply?> GreetAsync(Sender sender, string channel, string conversation, string? locale, CancellationToken ct = default)
    {
        if (!greeted.TryAdd(channel, conversation))
            return null;
        try
        {
            var actor = await FindActorAsync(sender, ct);
            return actor is null ? TurnSentences.UnknownSender(sender) : assistant.Greet(actor, locale);
        }
        catch (Exception e)
        {
            greeted.Forget(channel, conversation);
            if (e is OperationCanceledException && ct.IsCancellationRequested)
                throw;
            return Apologise(e, "a greeting", channel, conversation, TurnSentences.LanguageOf(null, locale));
        }
    }

    public void ForgetGreeting(string channel, string conversation) => greeted.Forget(channel, conversation);

    private async Task<(IReadOnlyList<Reply> Replies, bool Keep)> AnswerAsync(Sender sender, IncomingTurn turn)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        Actor? actor = null;
        try
        {
            actor = await FindActorAsync(sender, limit.Token);
            if (actor is null)
            {
                log.LogInformation("Turn {Turn} on {Channel} is from a sender the CRM does not know.", turn.TurnId, turn.Channel);
                signIns.NoteUnknown(sender, turn);
                return ([TurnSentences.UnknownSender(sender)], Keep: true);
            }

            signIns.Note(actor, sender, turn);
            if (turn.Action is null && turn.Files.Count == 0 && IsBlank(turn.Text))
                return ([assistant.Greet(actor, turn.Locale)], Keep: true);
            var replies = await assistant.RunAsync(actor, turn, limit.Token);

            // A card shows times as the person's clock does, whatever the machine's.
            return ([.. replies.Select(reply => reply with { TimeZoneId = reply.TimeZoneId ?? actor.TimeZoneId })], Keep: true);
        }
        catch (Exception e)
        {
            var reply = Apologise(e, turn.TurnId, turn.Channel, turn.Conversation, TurnSentences.LanguageOf(turn.Text, actor?.Language ?? turn.Locale));

            // Not kept: when the channel delivers it again it may well work, and what was committed is not done twice by the assistant.
            return ([reply], Keep: false);
        }
    }

    private async Task<Actor?> FindActorAsync(Sender sender, CancellationToken ct)
    {
        if (sender.EntraObjectId is { Length: > 0 } objectId)
            return await crm.FindActorByEntraIdAsync(objectId, ct);
        return sender.Login is { Length: > 0 } login ? await crm.FindActorByLoginAsync(login, ct) : null;
    }

    [SuppressMessage("Security", "CA5394", Justification = "The reference only helps to find a log line.")]
    private SaidReply Apologise(Exception e, string turn, string channel, string conversation, string language)
    {
        var reference = Random.Shared.Next(0x1000_0000, int.MaxValue).ToString("x8", CultureInfo.InvariantCulture);

        // What was said stays out of the log: it is customers' data.
        log.LogError(e, "Reference {Reference}: turn {Turn} of conversation {Conversation} on {Channel} failed.", reference, turn, conversation, channel);
        return TurnSentences.Apology(language, reference);
    }

    /// <summary>Nothing a person could have meant: also zero-width characters alone, which phones send.</summary>
    private static bool IsBlank(string? text) =>
        text is null || text.All(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
}

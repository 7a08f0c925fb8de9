using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol.Delivery;

/// <summary>Answers an activity through its connector: typing while it takes long, then the replies in order.</summary>
internal sealed class ConnectorReplies(ConnectorClient connector, TimeProvider time, ILogger<ConnectorReplies> log)
{
    /// <summary>A person wonders after about a second; faster answers need no sign.</summary>
    internal static readonly TimeSpan TypingAfter = TimeSpan.FromSeconds(1);

    /// <summary>Clients show it for some seconds only.</summary>
    internal static readonly TimeSpan TypingAgain = TimeSpan.FromSeconds(5);

    public async Task RunAsync(ServiceTarget target, Activity incoming, Func<CancellationToken, Task<IReadOnlyList<Reply>>> work, CancellationToken ct)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var typing = ShowTypingAsync(target, incoming, answered.Token, ct);
        IReadOnlyList<Reply> replies;
        try
        {
            replies = await work(ct);
        }
        finally
        {
            await answered.CancelAsync();
            await typing;
        }

        await SendAsync(target, incoming, replies, ct);
    }

    public async Task SendAsync(ServiceTarget target, Activity incoming, IReadOnlyList<Reply> replies, CancellationToken ct)
    {
        try
        {
            foreach (var activity in ReplyActivities.Create(replies, incoming, IncomingActivities.DialectOf(incoming), TextAndCard.Apart))
                await connector.SendAsync(target, incoming.Conversation!.Id!, activity, ct);
        }
        catch (ConnectorException e)
        {
            // The turn itself is done and kept; asked again, the person sees what was saved.
            log.LogError(e, "The replies to activity {Activity} of conversation {Conversation} could not be delivered to {Service}.", incoming.Id, incoming.Conversation!.Id, target.BaseUrl);
        }
    }

    private async Task ShowTypingAsync(ServiceTarget target, Activity incoming, CancellationToken answered, CancellationToken ct)
    {
        try
        {
            await Task.Delay(TypingAfter, time, answered);
            while (true)
            {
                // Not cut off when the answer is ready: it would arrive after it. No retries either: typing is not worth a wait.
                await connector.TrySendOnceAsync(target, incoming.Conversation!.Id!, ReplyActivities.Typing(incoming), ct);
                await Task.Delay(TypingAgain, time, answered);
            }
        }
        catch (OperationCanceledException)
        {
            // Answered, or shutting down.
        }
    }
}

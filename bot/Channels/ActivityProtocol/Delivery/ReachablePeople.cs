using System.Collections.Concurrent;
using System.Text.Json;
using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;

namespace BotCrm.Bot.Channels.ActivityProtocol.Delivery;

/// <summary>
/// Keeps, for each known sender, where they can be spoken to later unasked: the members of a Bot Framework conversation reference, as an activity
/// without content. Only connectors that may be called are kept. It writes only when something changed, and breaks no turn.
/// </summary>
internal sealed class ReachablePeople(ICrm crm, ServiceHosts hosts, ILogger<ReachablePeople> log)
{
    /// <summary>A few hundred bytes each; forgetting them costs one more write per conversation.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string Channel, string Conversation, long User), string> kept = new();

    public async Task KeepAsync(ReceivedActivity received, CancellationToken ct)
    {
        var activity = received.Activity;
        if (activity.Type is not (ActivityTypes.Message or ActivityTypes.Invoke or ActivityTypes.InstallationUpdate) || activity.From?.Id is not { Length: > 0 })
            return;
        try
        {
            if (await ActorAsync(received, ct) is not { } actor)
                return;
            var origin = new Origin(received.Channel, received.Conversation);
            if (activity.Type == ActivityTypes.InstallationUpdate && activity.Action?.StartsWith("remove", StringComparison.Ordinal) == true)
                await ForgetAsync(actor, origin, received, ct);
            else if (hosts.Resolve(activity.ServiceUrl, received.Caller) is not null)
                await KeepAsync(actor, origin, received, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The turn itself will find out whether the store is gone, and say so.
            log.LogWarning(e, "Conversation {Conversation} on {Channel} was not kept for later messages.", received.Conversation, received.Channel);
        }
    }

    /// <summary>What a proactive message is addressed with: who and where, and nothing of what was said.</summary>
    internal static Activity Reference(Activity activity) => new()
    {
        ServiceUrl = activity.ServiceUrl,
        ChannelId = activity.ChannelId,
        From = activity.From,
        Recipient = activity.Recipient,
        Conversation = activity.Conversation,
        Locale = IncomingActivities.LocaleOf(activity),
    };

    private async Task KeepAsync(Actor actor, Origin origin, ReceivedActivity received, CancellationToken ct)
    {
        var reference = JsonSerializer.Serialize(Reference(received.Activity), ActivityJson.Wire.Activity);
        var key = (received.Channel, received.Conversation, actor.UserId);
        if (kept.TryGetValue(key, out var before) && before == reference)
            return;
        var done = await crm.RunAsync(actor, origin, new KeepConversationReference { Channel = received.Channel, Conversation = received.Conversation, Reference = reference }, ct);
        if (!done.Ok)
        {
            log.LogWarning("Conversation {Conversation} on {Channel} was not kept for later messages: {Code}.", received.Conversation, received.Channel, done.Failure.Code);
            return;
        }
        if (kept.Count >= MostRemembered)
            kept.Clear();
        kept[key] = reference;
    }

    private async Task ForgetAsync(Actor actor, Origin origin, ReceivedActivity received, CancellationToken ct)
    {
        await crm.RunAsync(actor, origin, new ForgetConversation { Channel = received.Channel, Conversation = received.Conversation }, ct);
        foreach (var key in kept.Keys.Where(key => key.Channel == received.Channel && key.Conversation == received.Conversation))
            kept.TryRemove(key, out _);
    }

    private async Task<Actor?> ActorAsync(ReceivedActivity received, CancellationToken ct) => received.Sender switch
    {
        { EntraObjectId: { Length: > 0 } id } => await crm.FindActorByEntraIdAsync(id, ct),
        { Login: { Length: > 0 } login } => await crm.FindActorByLoginAsync(login, ct),
        _ => null,
    };
}

using BotCrm.Bot.Channels.ActivityProtocol.Tokens;
using BotCrm.Bot.Turns;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>An activity that passed all checks, with who sent it.</summary>
internal sealed record ReceivedActivity(Activity Activity, Caller Caller, BotOptions Options)
{
    public string Channel => IncomingActivities.ChannelOf(Activity);

    public string Conversation => Activity.Conversation?.Id ?? "";

    public Sender Sender => SenderOf(Activity.From);

    /// <summary>
    /// In demo mode an account id is a CRM login. Otherwise only the Entra object id counts, and only where the caller's word on it does.
    /// </summary>
    public Sender SenderOf(ChannelAccount? account)
    {
        if (Caller.Kind == CallerKind.Demo)
            return new Sender(null, account?.Id?.Trim(), account?.Name);
        var vouched = Caller.Kind == CallerKind.Tenant || Options.EffectiveIdentityChannels.Contains(Activity.ChannelId, StringComparer.Ordinal);
        return new Sender(vouched ? account?.AadObjectId : null, null, account?.Name);
    }
}

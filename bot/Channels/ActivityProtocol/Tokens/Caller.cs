namespace BotCrm.Bot.Channels.ActivityProtocol.Tokens;

/// <summary>Who posted to the endpoint, as its token proves it.</summary>
internal enum CallerKind
{
    /// <summary>Nobody can be checked: demo mode, this machine only.</summary>
    Demo,

    /// <summary>A channel of the Bot Framework.</summary>
    Channel,

    /// <summary>The bot itself, or an allowed other one, with a token of an allowed tenant.</summary>
    Tenant,
}

/// <param name="ServiceUrl">The only connector that a channel's token vouches for.</param>
/// <param name="Endorsements">The channels that the signing key may speak for; null when the key does not say.</param>
internal sealed record Caller(CallerKind Kind, string? ServiceUrl = null, IReadOnlyList<string>? Endorsements = null)
{
    public static Caller Demo { get; } = new(CallerKind.Demo);

    /// <summary>Which rule forbids this caller to bring this activity; null when none does.</summary>
    public string? Denies(Activity activity)
    {
        if (Kind != CallerKind.Channel)
            return null;
        if (ServiceUrl is null || !string.Equals(ServiceUrl, activity.ServiceUrl, StringComparison.Ordinal))
            return "the serviceurl claim is the activity's serviceUrl";
        if (Endorsements is not null && (activity.ChannelId is not { Length: > 0 } channel || !Endorsements.Contains(channel, StringComparer.Ordinal)))
            return "the key is endorsed for the activity's channel";
        return null;
    }
}

/// <summary>Either a caller, or the rule that a token broke. The rule is for the log; the sender is told nothing.</summary>
internal readonly record struct TokenVerdict(Caller? Caller, string? BrokenRule)
{
    public static TokenVerdict Deny(string rule) => new(null, rule);
}

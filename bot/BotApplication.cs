using BotCrm.Bot.Api;
using BotCrm.Bot.Configuration;

namespace BotCrm.Bot;

/// <summary>The house put together: one line per room.</summary>
internal static class BotApplication
{
    /// <param name="args">Settings from the command line.</param>
    /// <param name="change">For tests: replaces services before the application is built.</param>
    /// <exception cref="SettingsException">A setting stops the start.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var builder = CreateBuilder(args);
        builder.AddSettings();
        builder.Services.AddApi();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseApi();
        app.MapHealth();
        app.MapApi();
        return app;
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var home = HostPaths.FindHome(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = home,
            WebRootPath = HostPaths.FindWebRoot(home, AppContext.BaseDirectory),
        });

        var gate = new StartGate();
        builder.Services.AddSingleton(gate);
        gate.Quieten(builder.Logging);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        return builder;
    }
}

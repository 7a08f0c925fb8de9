using BotCrm.Bot.Api;
using BotCrm.Bot.Api.Tokens;
using BotCrm.Bot.Background;
using BotCrm.Bot.Calendar;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Bot.Channels.DirectLine;
using BotCrm.Bot.Channels.WebChat;
using BotCrm.Bot.Configuration;
using BotCrm.Bot.Mcp;
using BotCrm.Bot.Surveys;
using BotCrm.Bot.Turns;
using BotCrm.Skills;

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
        builder.Services.AddSkills();
        builder.Services.AddTurns();
        builder.Services.AddActivityProtocol(builder.Configuration);
        builder.Services.AddDirectLine(builder.Configuration);
        builder.Services.AddApi();
        builder.Services.AddMcp();
        builder.Services.AddBackgroundWork(builder.Configuration);
        builder.Services.AddSingleton<ISignedInLogin, ApiTokenLogin>();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseDemoModeGuard();
        app.UseApi();
        app.MapHealth();
        app.MapApi();
        app.MapMcpTools();
        app.MapSurveyPages();
        app.MapActivityProtocol();
        app.MapDirectLine();
        app.MapCalendar();
        app.UseWebChat();
        return app;
    }

    /// <summary>Lets a REST client open a chat as the user it is signed in as.</summary>
    private sealed class ApiTokenLogin(ApiTokens tokens) : ISignedInLogin
    {
        public async Task<string?> FindAsync(HttpContext context) =>
            BearerHandler.TokenIn(context.Request) is { } token ? await tokens.FindLoginAsync(token) : null;
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
        // ASP.NET Core's lines about requests show their query strings: phone numbers and names that were searched for. Whatever level is set, they stay out of the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        gate.Quieten(builder.Logging);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        return builder;
    }
}

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>The room's two doors for <c>Program.cs</c>.</summary>
public static class ActivityProtocolRegistration
{
    /// <summary>Settings of section <c>Bot</c>, token checks, connector client. Needs <see cref="Turns.TurnsRegistration.AddTurns"/> too.</summary>
    public static IServiceCollection AddActivityProtocol(this IServiceCollection services, IConfiguration configuration) => services;

    /// <summary><c>POST /api/messages</c>.</summary>
    public static IEndpointRouteBuilder MapActivityProtocol(this IEndpointRouteBuilder endpoints) => endpoints;
}

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Direct Line 3.0, the protocol of the web chat.</summary>
public static class DirectLineRegistration
{
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration) => services;

    public static IEndpointRouteBuilder MapDirectLine(this IEndpointRouteBuilder routes) => routes;
}

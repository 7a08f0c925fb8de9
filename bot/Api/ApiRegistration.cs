namespace BotCrm.Bot.Api;

/// <summary>The REST API.</summary>
internal static class ApiRegistration
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
    }

    public static void UseApiErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotCrm.Bot.Turns;

public static class TurnsRegistration
{
    /// <summary>The pipeline every channel hands its turns to. Needs <c>ICrm</c> and <c>IAssistant</c>.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SeenTurns>();
        services.TryAddSingleton<GreetedConversations>();
        services.TryAddSingleton<TurnSignIns>();
        services.TryAddSingleton<ITurnPipeline, TurnPipeline>();
        return services;
    }
}

namespace BotCrm.Bot.Background;

internal static class BackgroundRegistration
{
    /// <summary>Runs what the program does by itself, unless <c>Automation:Background</c> says that other instances do.</summary>
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["Automation:Background"] is not { Length: > 0 } setting || setting.Equals("on", StringComparison.OrdinalIgnoreCase))
            services.AddHostedService<BackgroundWorkService>();
        services.AddHostedService<AuditFlushService>();
        return services;
    }
}

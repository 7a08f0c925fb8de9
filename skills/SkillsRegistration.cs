using BotCrm.Core;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotCrm.Skills;

public static class SkillsRegistration
{
    /// <summary>Key of the <c>IChatClient</c> that is always the offline model, whatever the default one is.</summary>
    public const string Offline = "offline";

    /// <summary>The catalogue and the assistant. Needs the core (<see cref="ICrm"/>) and a <c>TimeProvider</c>.</summary>
    public static IServiceCollection AddSkills(this IServiceCollection services)
    {
        services.AddSingleton<NameDirectory>();
        services.AddSingleton<SkillCatalogue>();
        services.AddSingleton<ISkillCatalogue>(provider => provider.GetRequiredService<SkillCatalogue>());
        services.AddSingleton<TurnLocks>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IAssistant, Assistant.Assistant>();
        services.AddLogging();
        return services;
    }
}

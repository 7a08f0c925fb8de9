using BotCrm.Core;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;
using BotCrm.Skills.Understanding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BotCrm.Skills;

public static class SkillsRegistration
{
    /// <summary>Key of the <c>IChatClient</c> that is always the offline model, whatever the default one is.</summary>
    public const string Offline = "offline";

    /// <summary>
    /// The catalogue, the assistant and the offline model, which is the default <see cref="IChatClient"/> unless another is registered. Needs the
    /// core (<see cref="ICrm"/>) and a <c>TimeProvider</c>.
    /// </summary>
    public static IServiceCollection AddSkills(this IServiceCollection services)
    {
        services.AddSingleton<NameDirectory>();
        services.AddSingleton<SkillCatalogue>();
        services.AddSingleton<ISkillCatalogue>(provider => provider.GetRequiredService<SkillCatalogue>());
        services.AddSingleton<TurnLocks>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IAssistant, Assistant.Assistant>();
        services.TryAddSingleton<OfflineChatClient>();
        services.TryAddKeyedSingleton<IChatClient>(Offline, (provider, _) => provider.GetRequiredService<OfflineChatClient>());
        services.TryAddSingleton<IChatClient>(provider => provider.GetRequiredService<OfflineChatClient>());
        services.AddLogging();
        return services;
    }
}

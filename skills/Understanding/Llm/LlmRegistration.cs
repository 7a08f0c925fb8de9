using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Skills.Understanding.Llm;

public static class LlmRegistration
{
    /// <summary>An LLM as the model of the assistant, with the offline model behind it. Call it before <see cref="SkillsRegistration.AddSkills"/>.</summary>
    public static IServiceCollection AddLlm(this IServiceCollection services, LlmOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IChatClient>(provider => Build(
            options,
            provider.GetRequiredKeyedService<IChatClient>(SkillsRegistration.Offline),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        return services;
    }

    /// <summary>From the outside in: fall back, bear with faults, say who asks, speak the wire format.</summary>
    internal static IChatClient Build(LlmOptions options, IChatClient offline, TimeProvider clock, ILoggerFactory logs) =>
        new FallbackChatClient(
            new ResilientChatClient(new SystemPromptChatClient(new OpenAiChatClient(options, clock)), options, clock),
            offline,
            logs.CreateLogger<FallbackChatClient>());
}

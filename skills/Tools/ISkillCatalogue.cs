using BotCrm.Core;
using BotCrm.Core.Access;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tools;

/// <summary>All skills, by name: what the models are shown and what plans are made of.</summary>
public interface ISkillCatalogue
{
    IReadOnlyList<Skill> Skills { get; }

    Skill? Find(string name);

    /// <summary>The skills as declarations (name, description, argument schema) for <see cref="ChatOptions.Tools"/>; they cannot be invoked.</summary>
    IList<AITool> Declarations { get; }

    /// <summary>
    /// The skills as functions that an outside host (MCP, Semantic Kernel, an agent) may call for <paramref name="actor"/>. Each call runs as
    /// a plan of its own through the same gate as a chat turn: argument check, permissions, one transaction, audit. Risky ones are
    /// <see cref="ApprovalRequiredAIFunction"/>s, and are only run with a confirmation for exactly these arguments
    /// (<see cref="SkillFunction.ConfirmationKey"/>). Results are <see cref="SkillCallResult"/>s.
    /// </summary>
    IReadOnlyList<AIFunction> FunctionsFor(Actor actor, Origin origin);
}

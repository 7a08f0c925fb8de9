using System.Collections.Frozen;
using System.Reflection;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools.Names;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tools;

/// <summary>The skills found in this assembly: a new skill is a new file, nothing else.</summary>
public sealed class SkillCatalogue : ISkillCatalogue
{
    /// <summary>All skills, by room and name.</summary>
    public static readonly IReadOnlyList<Skill> All =
    [
        .. typeof(SkillCatalogue).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<SkillAttribute>() is not null)
            .Select(Skill.From)
            .OrderBy(s => s.Room, StringComparer.Ordinal)
            .ThenBy(s => s.Name, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, Skill> ByName = All.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly NameDirectory names;

    public SkillCatalogue(ICrm crm, NameDirectory names, TimeProvider clock, IImportRuns? imports = null)
    {
        Crm = crm;
        Imports = imports;
        this.clock = clock;
        this.names = names;
        Runner = new PlanRunner(crm, this, names);
        Declarations = [.. All.Select(s => (AITool)AIFunctionFactory.CreateDeclaration(s.Name, s.Description, s.Schema))];
    }

    public IReadOnlyList<Skill> Skills => All;

    public IList<AITool> Declarations { get; }

    internal PlanRunner Runner { get; }

    internal ICrm Crm { get; }

    /// <summary>Null in a host without background work of its own.</summary>
    internal IImportRuns? Imports { get; }

    public Skill? Find(string name) => ByName.GetValueOrDefault(name);

    internal string NameOf(Actor actor, string said) => names.NameOf(actor, said);

    public IReadOnlyList<AIFunction> FunctionsFor(Actor actor, Origin origin) =>
        [.. All.Select(s => new SkillFunction(s, Runner, actor, origin, clock)).Select(f => f.Skill.Risk == Risk.High ? (AIFunction)new ApprovalRequiredAIFunction(f) : f)];
}

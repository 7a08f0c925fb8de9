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

    private readonly FrozenDictionary<string, Skill> byName;
    private readonly TimeProvider clock;
    private readonly NameDirectory names;

    public SkillCatalogue(ICrm crm, NameDirectory names, TimeProvider clock, IImportRuns? imports = null)
    {
        Crm = crm;
        Imports = imports;
        this.clock = clock;
        this.names = names;
        Skills = crm.Fields.All.Count == 0 ? All : [.. All.Select(s => s.With(crm.Fields))];
        byName = Skills.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
        Runner = new PlanRunner(crm, this, names);
        Declarations = [.. Skills.Select(s => (AITool)AIFunctionFactory.CreateDeclaration(s.Name, s.Description, s.Schema))];
    }

    /// <summary>The skills, with the company's own fields among their arguments.</summary>
    public IReadOnlyList<Skill> Skills { get; }

    public IList<AITool> Declarations { get; }

    internal PlanRunner Runner { get; }

    internal ICrm Crm { get; }

    /// <summary>Null in a host without background work of its own.</summary>
    internal IImportRuns? Imports { get; }

    public Skill? Find(string name) => byName.GetValueOrDefault(name);

    internal string NameOf(Actor actor, string said) => names.NameOf(actor, said);

    public IReadOnlyList<AIFunction> FunctionsFor(Actor actor, Origin origin) =>
        [.. Skills.Select(s => new SkillFunction(s, Runner, actor, origin, clock)).Select(f => f.Skill.Risk == Risk.High ? (AIFunction)new ApprovalRequiredAIFunction(f) : f)];
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <summary>Adds a rule. What came true before now starts nothing.</summary>
[Requires(Permissions.RulesManage)]
public sealed record CreateRule : Command<RuleView>
{
    public required RuleDefinition Definition { get; init; }

    public bool Enabled { get; init; } = true;

    protected internal override async Task<Result<RuleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var definition = await RuleRules.CheckAsync(session, Definition, null, ct);
        if (!definition.Ok)
            return definition.Failure;
        var rule = new Rule { Id = await session.NewIdAsync(ct), Enabled = Enabled, Since = session.Now, CreatedAt = session.Now, UpdatedAt = session.Now };
        RuleRules.Write(rule, definition.Value);
        session.Db.Rules.Add(rule);
        await session.SaveAsync(ct);
        return await RuleRules.ViewAsync(session, rule, ct);
    }
}

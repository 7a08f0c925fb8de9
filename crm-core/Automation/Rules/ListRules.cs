using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>All rules by name; there are few.</summary>
[Requires(Permissions.RulesRead)]
public sealed record ListRules : Query<IReadOnlyList<RuleView>>
{
    public bool? Enabled { get; init; }

    protected internal override async Task<Result<IReadOnlyList<RuleView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rules = session.Db.Rules.AsNoTracking();
        if (Enabled is { } enabled)
            rules = rules.Where(rule => rule.Enabled == enabled);
        var views = new List<RuleView>();
        foreach (var rule in await rules.OrderBy(rule => rule.Name).ThenBy(rule => rule.Id).ToListAsync(ct))
            views.Add(await RuleRules.ViewAsync(session, rule, ct));
        return views;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>One rule.</summary>
[Requires(Permissions.RulesRead)]
public sealed record GetRule : Query<RuleView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<RuleView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await session.Db.Rules.AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == Id, ct) is { } rule
            ? await RuleRules.ViewAsync(session, rule, ct)
            : Failure.NotFound(Kinds.Rule, Id);
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Deletes a rule of one's own making; a shipped one is switched off instead. What it did stays.</summary>
[Requires(Permissions.RulesManage)]
public sealed record DeleteRule : Command<RuleView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<RuleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Rules.SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } rule)
            return Failure.NotFound(Kinds.Rule, Id);
        if (Versions.Changed(Kinds.Rule, Id, IfVersion, rule.Version) is { } outdated)
            return outdated;
        if (rule.ShippedAs is not null)
            return Failure.Conflict("shipped_rule", $"The rule {rule.Name} comes with the program; switch it off instead.") with { Data = new Dictionary<string, string> { ["name"] = rule.Name } };
        var view = await RuleRules.ViewAsync(session, rule, ct);
        session.Db.Rules.Remove(rule);
        await session.SaveAsync(ct);
        return view;
    }
}

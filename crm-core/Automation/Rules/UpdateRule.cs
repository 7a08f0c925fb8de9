using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Changes a rule or switches it on or off. Switched on, or with another trigger, it begins anew: what came true before starts nothing.</summary>
[Requires(Permissions.RulesManage)]
public sealed record UpdateRule : Command<RuleView>
{
    public required long Id { get; init; }

    public RuleDefinition? Definition { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<RuleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Rules.SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } rule)
            return Failure.NotFound(Kinds.Rule, Id);
        if (Versions.Changed(Kinds.Rule, Id, IfVersion, rule.Version) is { } outdated)
            return outdated;
        if (Definition is { } given)
        {
            var definition = await RuleRules.CheckAsync(session, given, Id, ct);
            if (!definition.Ok)
                return definition.Failure;
            var before = rule.TriggerData;
            RuleRules.Write(rule, definition.Value);
            if (rule.TriggerData != before)
                rule.Since = session.Now;
        }
        if (Enabled is { } enabled && enabled != rule.Enabled)
        {
            rule.Enabled = enabled;
            if (enabled)
                rule.Since = session.Now;
        }
        await session.SaveAsync(ct);
        return await RuleRules.ViewAsync(session, rule, ct);
    }
}

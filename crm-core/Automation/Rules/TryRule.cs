using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>What a rule would have done in the last days, without doing it: judged by the records as they are now.</summary>
[Requires(Permissions.RulesManage)]
public sealed record TryRule : Query<RuleTrial>
{
    private const int Shown = 10;
    private const int Most = 2_000;
    private const int MostEntries = 20_000;

    /// <summary>A rule that is there, or <see cref="Definition"/> for one that is not yet.</summary>
    public long? Id { get; init; }

    public RuleDefinition? Definition { get; init; }

    public int Days { get; init; } = 30;

    protected internal override async Task<Result<RuleTrial>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rule = Id is { } id ? await session.Db.Rules.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct) : null;
        if (Id is { } given && rule is null)
            return Failure.NotFound(Kinds.Rule, given);
        if (rule is null && Definition is null)
            return Failure.Invalid("required", "definition is needed: the rule to try.", "definition");
        var checks = new Checks();
        checks.Range(Days, 1, 90, "days");
        if (checks.Failure is { } wrong)
            return wrong;
        var definition = Definition is { } draft ? await RuleRules.CheckAsync(session, draft, Id, ct) : RuleRules.Definition(rule!);
        if (!definition.Ok)
            return definition.Failure;
        var (hits, complete) = Triggers.TimedOf(definition.Value.Trigger.Kind) is { } timed
            ? await TimedAsync(session, definition.Value.Trigger, timed, ct)
            : await EventsAsync(session, definition.Value.Trigger, ct);
        var times = 0;
        var newest = new List<RuleHit>();
        foreach (var hit in hits.OrderByDescending(one => one.At))
        {
            if (await RuleRecord.FindAsync(session, hit.Kind, hit.Id, ct) is not { } record)
                continue;
            if (definition.Value.Condition is { } condition && !RuleCondition.Holds(condition, record.Fields))
                continue;
            // An action that waits looks again before it acts.
            if (definition.Value.DelayMinutes > 0 && !EventTriggers.StillHolds(definition.Value.Trigger, record))
                continue;
            times++;
            if (newest.Count < Shown)
                newest.Add(new RuleHit(hit.Kind, new Ref(record.Id, record.Name), hit.At));
        }
        return new RuleTrial(Days, times, newest, complete);
    }

    private async Task<(List<(string Kind, long Id, DateTimeOffset At)> Hits, bool Complete)> TimedAsync(CrmSession session, RuleTrigger trigger, ITimedTrigger timed, CancellationToken ct)
    {
        var found = await timed.FindAsync(session, trigger, new ScanPoint(session.Now.AddDays(-Days), long.MaxValue), session.Now, Most, null, ct);
        return ([.. found.Select(one => (timed.Noun, one.Id, one.At))], found.Count < Most);
    }

    private async Task<(List<(string Kind, long Id, DateTimeOffset At)> Hits, bool Complete)> EventsAsync(CrmSession session, RuleTrigger trigger, CancellationToken ct)
    {
        var (noun, since) = (Triggers.NounOf(trigger), session.Now.AddDays(-Days));
        var hits = new List<(string, long, DateTimeOffset)>();
        var looked = 0;
        await foreach (var entry in session.Db.Audit.AsNoTracking().OrderByDescending(entry => entry.Sequence).Take(MostEntries).AsAsyncEnumerable().WithCancellation(ct))
        {
            looked++;
            if (entry.At < since)
                return (hits, true);
            if (entry.Entity == noun && EventTriggers.Happened(trigger, entry))
                hits.Add((noun, entry.EntityId, entry.At));
        }
        return (hits, looked < MostEntries);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>
/// Acts on one occurrence: what the rule does and that it was done are one transaction, begun by taking the occurrence, so that it is done once
/// whoever tries. What breaks is tried again later; what cannot be done is written down as failed.
/// </summary>
internal static class RuleRun
{
    private const int MostAttempts = 5;

    public static async Task RunAsync(Crm crm, long ruleId, string key, CancellationToken ct)
    {
        try
        {
            if (await ActAsync(crm, ruleId, key, ct) is { } failure)
                await FinishAsync(crm, ruleId, key, $"{failure.Code}: {failure.Message}", true, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await FinishAsync(crm, ruleId, key, e.Message, false, ct);
        }
    }

    private static async Task<Failure?> ActAsync(Crm crm, long ruleId, string key, CancellationToken ct)
    {
        string name;
        await using (var look = await crm.OpenReadAsync(Actor.System, RuleScan.Origin, ct))
            name = await look.Db.Rules.Where(rule => rule.Id == ruleId).Select(rule => rule.Name).SingleOrDefaultAsync(ct) ?? "";
        await using var session = await crm.OpenWriteAsync(Actor.System, RuleScan.Origin with { Conversation = FormattableString.Invariant($"rule:{ruleId}"), Sentence = name }, ct);
        var (db, now, changeSet) = (session.Db, session.Now, session.ChangeSetId);
        var taken = await db.RuleOccurrences.Where(one => one.RuleId == ruleId && one.OccurrenceKey == key && one.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.DoneAt, now).SetProperty(one => one.Outcome, "done").SetProperty(one => one.ChangeSetId, changeSet).SetProperty(one => one.Attempts, one => one.Attempts + 1), ct);
        if (taken == 0)
            return null;
        var occurrence = await db.RuleOccurrences.AsNoTracking().SingleAsync(one => one.RuleId == ruleId && one.OccurrenceKey == key, ct);
        var rule = await db.Rules.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ruleId, ct);
        var record = rule is { Enabled: true } ? await RuleRecord.FindAsync(session, occurrence.RecordKind, occurrence.RecordId, ct) : null;
        if (record is null || !await StillHoldsAsync(session, rule!, occurrence, record, ct))
        {
            await db.RuleOccurrences.Where(one => one.RuleId == ruleId && one.OccurrenceKey == key).ExecuteUpdateAsync(set => set.SetProperty(one => one.Outcome, "passed"), ct);
            await session.CommitAsync(ct);
            return null;
        }
        if (await RuleActions.RunAsync(session, rule!, record, ct) is { } failure)
            return failure;
        await session.CommitAsync(ct);
        return null;
    }

    private static async Task<bool> StillHoldsAsync(CrmSession session, Rule rule, RuleOccurrence occurrence, RuleRecord record, CancellationToken ct)
    {
        var trigger = RuleJson.Trigger(rule);
        if (Triggers.TimedOf(rule.TriggerKind) is { } timed)
        {
            var found = await timed.FindAsync(session, trigger, new ScanPoint(DateTimeOffset.UnixEpoch, 0), session.Now, 10, [record.Id], ct);
            if (!found.Any(one => one.Key == occurrence.OccurrenceKey))
                return false;
        }
        else if (!EventTriggers.StillHolds(trigger, record))
        {
            return false;
        }
        return rule.Condition is null || RuleCondition.Holds(System.Text.Json.JsonElement.Parse(rule.Condition), record.Fields);
    }

    private static async Task FinishAsync(Crm crm, long ruleId, string key, string error, bool final, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, RuleScan.Origin, ct);
        var one = await session.Db.RuleOccurrences.SingleAsync(row => row.RuleId == ruleId && row.OccurrenceKey == key, ct);
        one.Error = error.Length <= 500 ? error : error[..500];
        if (final || ++one.Attempts >= MostAttempts)
            (one.DoneAt, one.Outcome) = (session.Now, "failed");
        else
            one.DueAt = session.Now + TimeSpan.FromMinutes(Math.Pow(2, one.Attempts));
        await session.CommitAsync(ct);
    }
}

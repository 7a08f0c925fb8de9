using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Notices what has come true for the rules that are on, and acts on what is due.</summary>
internal sealed class RulesTask(Crm crm) : IBackgroundTask
{
    private const int Batch = 200;

    /// <summary>How long what was done is kept, to tell what a rule did.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public string Name => "rules";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        List<Rule> rules;
        List<(long Rule, string Key)> due;
        await using (var session = await crm.OpenReadAsync(Actor.System, RuleScan.Origin, ct))
            rules = await session.Db.Rules.Where(rule => rule.Enabled).OrderBy(rule => rule.Id).ToListAsync(ct);
        var scan = new RuleScan(crm, rules);
        var more = await scan.RunAsync(ct);
        await using (var session = await crm.OpenReadAsync(Actor.System, RuleScan.Origin, ct))
        {
            due = [.. (await session.Db.RuleOccurrences.Where(one => one.DoneAt == null && one.DueAt <= now).OrderBy(one => one.DueAt).Take(Batch)
                .Select(one => new { one.RuleId, one.OccurrenceKey }).ToListAsync(ct)).Select(one => (one.RuleId, one.OccurrenceKey))];
        }
        foreach (var (rule, key) in due)
        {
            ct.ThrowIfCancellationRequested();
            await RuleRun.RunAsync(crm, rule, key, ct);
        }
        await ForgetAsync(now, ct);
        if (scan.Failures.Count > 0)
            throw new AggregateException(scan.Failures);
        return more || due.Count == Batch;
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken ct)
    {
        var before = now - KeptFor;
        await using (var look = await crm.OpenReadAsync(Actor.System, RuleScan.Origin, ct))
        {
            if (!await look.Db.RuleOccurrences.AnyAsync(one => one.DoneAt < before, ct))
                return;
        }
        await using var session = await crm.OpenWriteAsync(Actor.System, RuleScan.Origin, ct);
        await session.Db.RuleOccurrences.Where(one => one.DoneAt < before).ExecuteDeleteAsync(ct);
        await session.CommitAsync(ct);
    }
}

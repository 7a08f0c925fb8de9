using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>
/// Notices what has come true and writes it down as occurrences, in the transaction that also remembers how far was looked. What is seen
/// twice (after a crash, by a second instance, by a look back) has the same key and is written once.
/// </summary>
internal sealed class RuleScan(Crm crm, IReadOnlyList<Rule> rules)
{
    private const int Batch = 500;

    /// <summary>A record changed so that something came true a while ago (a call was logged late) is still acted on, not what is older.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(7);

    /// <summary>Rules may lead to rules, but not for ever.</summary>
    public const int MaxDepth = 3;

    public static readonly Origin Origin = new(Channel);

    public const string Channel = "automation";

    public List<Exception> Failures { get; } = [];

    /// <summary>True when there is more to read at once.</summary>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var more = await ReadFeedAsync(ct);
        foreach (var rule in rules)
        {
            if (Triggers.TimedOf(rule.TriggerKind) is not { } trigger)
                continue;
            try
            {
                more |= await ScanAsync(rule, trigger, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One rule that breaks stops no other; the run as a whole has failed and says so at its end.
                Failures.Add(new InvalidOperationException($"The rule “{rule.Name}” could not be looked at: {e.Message}", e));
            }
        }
        return more;
    }

    private async Task<bool> ReadFeedAsync(CancellationToken ct)
    {
        await using (var look = await crm.OpenReadAsync(Actor.System, Origin, ct))
        {
            var known = await look.Db.RuleProgress.SingleOrDefaultAsync(one => one.RuleId == RuleProgress.Feed, ct);
            if (known is not null && !await look.Db.Audit.AnyAsync(entry => entry.Sequence > known.LastId, ct))
                return false;
        }
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        var db = session.Db;
        var progress = await db.RuleProgress.AsNoTracking().SingleOrDefaultAsync(one => one.RuleId == RuleProgress.Feed, ct);
        var after = progress?.LastId ?? await StartAsync(session, ct);
        // Opened: images about persons are sealed. What was erased since is without images and starts nothing.
        var entries = await db.Audit.Where(entry => entry.Sequence > after).OrderBy(entry => entry.Sequence).Take(Batch).ToOpenListAsync(db, ct);
        var depths = await DepthsAsync(session, entries, ct);
        foreach (var entry in entries)
            await NoticeAsync(session, entry, depths, ct);
        await LookBackAsync(session, entries, ct);
        await KeepAsync(session, RuleProgress.Feed, session.Now, entries.Count > 0 ? entries[^1].Sequence : after, ct);
        await session.CommitAsync(ct);
        return entries.Count == Batch;
    }

    /// <summary>What was before there were rules is history.</summary>
    private async Task<long> StartAsync(CrmSession session, CancellationToken ct)
    {
        var since = rules.Count == 0 ? session.Now : rules.Min(rule => rule.Since);
        return await session.Db.Audit.Where(entry => entry.At < since).MaxAsync(entry => (long?)entry.Sequence, ct) ?? 0;
    }

    private static Task<int> KeepAsync(CrmSession session, long ruleId, DateTimeOffset at, long id, CancellationToken ct) => session.Db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO rule_progress (rule_id, at, last_id) VALUES ({ruleId}, {at.ToUnixTimeMilliseconds()}, {id})
        ON CONFLICT (rule_id) DO UPDATE SET at = excluded.at, last_id = excluded.last_id
        """,
        ct);

    private async Task NoticeAsync(CrmSession session, AuditEntry entry, Dictionary<long, int> depths, CancellationToken ct)
    {
        var depth = entry.Channel == Channel ? depths.GetValueOrDefault(entry.ChangeSetId) + 1 : 0;
        if (depth > MaxDepth)
            return;
        foreach (var rule in rules.Where(rule => EventTriggers.Knows(rule.TriggerKind) && entry.At >= rule.Since))
        {
            if (!EventTriggers.Happened(RuleJson.Trigger(rule), entry))
                continue;
            if (await RuleRecord.FindAsync(session, entry.Entity, entry.EntityId, ct) is not { } record)
                continue;
            var due = await RuleDelay.AfterAsync(session, rule, entry.At, record.Owner, ct);
            await AddAsync(session, rule, entry.Entity, entry.EntityId, "seq:" + entry.Sequence.ToString(CultureInfo.InvariantCulture), due, depth, ct);
        }
        // Looked at only: a long batch must not compare thousands of records at commit.
        session.Db.ChangeTracker.Clear();
    }

    /// <summary>Records that were changed so that a time which the scan has passed already now concerns them.</summary>
    private async Task LookBackAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        foreach (var rule in rules)
        {
            if (Triggers.TimedOf(rule.TriggerKind) is not { } trigger)
                continue;
            var ids = entries.Select(entry => ConcernedBy(entry, trigger.Noun)).OfType<long>().Distinct().Order().ToArray();
            if (ids.Length == 0)
                continue;
            var from = session.Now - LookBack;
            await AddAsync(session, rule, trigger, await trigger.FindAsync(session, RuleJson.Trigger(rule), new ScanPoint(from < rule.Since ? rule.Since : from, long.MaxValue), session.Now, Batch, ids, ct), ct);
        }
    }

    private static long? ConcernedBy(AuditEntry entry, string noun)
    {
        if (entry.Entity == noun)
            return entry.EntityId;
        if (noun != Kinds.Customer || entry.Entity != Kinds.Interaction || (entry.After ?? entry.Before) is not { } image)
            return null;
        return System.Text.Json.Nodes.JsonNode.Parse(image)!["customerId"]?.GetValue<long>();
    }

    private async Task<bool> ScanAsync(Rule rule, ITimedTrigger trigger, CancellationToken ct)
    {
        RuleProgress? progress;
        IReadOnlyList<Candidate> found;
        DateTimeOffset now;
        await using (var look = await crm.OpenReadAsync(Actor.System, Origin, ct))
        {
            now = look.Now;
            progress = await look.Db.RuleProgress.SingleOrDefaultAsync(one => one.RuleId == rule.Id, ct);
            found = await trigger.FindAsync(look, RuleJson.Trigger(rule), From(rule, progress), now, Batch, null, ct);
            // Nothing new: how far was looked need not be written down every time, it is looked over again at little cost.
            if (found.Count == 0 && progress is not null && now - progress.At < TimeSpan.FromMinutes(10))
                return false;
        }
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        await AddAsync(session, rule, trigger, found, ct);
        var (at, id) = found.Count == Batch ? (found[^1].At, found[^1].Id) : (now, long.MaxValue);
        await KeepAsync(session, rule.Id, at, id, ct);
        await session.CommitAsync(ct);
        return found.Count == Batch;
    }

    private static ScanPoint From(Rule rule, RuleProgress? progress) =>
        progress is null || progress.At < rule.Since ? new ScanPoint(rule.Since, long.MaxValue) : new ScanPoint(progress.At, progress.LastId);

    private static async Task AddAsync(CrmSession session, Rule rule, ITimedTrigger trigger, IReadOnlyList<Candidate> found, CancellationToken ct)
    {
        foreach (var one in found)
        {
            // Whose it is matters only where the delay goes by somebody's working hours.
            var owner = rule.BusinessDelay ? (await RuleRecord.FindAsync(session, trigger.Noun, one.Id, ct))?.Owner : null;
            await AddAsync(session, rule, trigger.Noun, one.Id, one.Key, await RuleDelay.AfterAsync(session, rule, one.DueAt, owner, ct), 0, ct);
        }
    }

    private static Task<int> AddAsync(CrmSession session, Rule rule, string kind, long id, string key, DateTimeOffset due, int depth, CancellationToken ct) =>
        session.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO rule_occurrences (rule_id, occurrence_key, record_kind, record_id, detected_at, due_at, depth, attempts)
            VALUES ({rule.Id}, {key}, {kind}, {id}, {session.Now.ToUnixTimeMilliseconds()}, {due.ToUnixTimeMilliseconds()}, {depth}, 0)
            ON CONFLICT (rule_id, occurrence_key) DO NOTHING
            """,
            ct);

    private static async Task<Dictionary<long, int>> DepthsAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var sets = entries.Where(entry => entry.Channel == Channel).Select(entry => (long?)entry.ChangeSetId).Distinct().ToArray();
        return sets.Length == 0 ? [] : await session.Db.RuleOccurrences.Where(one => sets.Contains(one.ChangeSetId))
            .GroupBy(one => one.ChangeSetId!.Value).Select(group => new { group.Key, Depth = group.Max(one => one.Depth) }).ToDictionaryAsync(one => one.Key, one => one.Depth, ct);
    }
}

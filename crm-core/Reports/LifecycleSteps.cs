using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>
/// Steps of customers' lifecycles to and from won. Of some owners' customers they are counted along an index by owner; of everybody's, whole days come from
/// the aggregate, and only what lies between midnight (UTC) and the beginning of a day of the asker is counted.
/// </summary>
internal sealed class LifecycleSteps
{
    private readonly CrmSession session;
    private readonly long[]? owners;
    private readonly List<(long Day, Step Step)> days = [];
    private readonly Dictionary<long, List<Step>> parts = [];

    private LifecycleSteps(CrmSession session, long[]? owners) => (this.session, this.owners) = (session, owners);

    /// <param name="session">Whose database is asked.</param>
    /// <param name="owners">Whose customers count; null: everybody's.</param>
    /// <param name="first">No step before this is asked for.</param>
    /// <param name="ct">Stops the query.</param>
    public static async Task<LifecycleSteps> OfAsync(CrmSession session, long[]? owners, DateTimeOffset first, CancellationToken ct)
    {
        var steps = new LifecycleSteps(session, owners);
        if (owners is not null)
            return steps;
        var from = first.ToUnixTimeMilliseconds() / LifecycleDay.Length;
        var won = Code(Lifecycle.Won);
        var rows = await session.Db.Set<LifecycleDay>().AsNoTracking().Where(day => day.Day >= from && (day.FromLifecycle == won || day.ToLifecycle == won)).ToListAsync(ct);
        steps.days.AddRange(rows.Where(row => row.Count != 0).Select(row => (row.Day, new Step(Read(row.FromLifecycle), Read(row.ToLifecycle)!.Value, row.Count))));
        return steps;
    }

    /// <summary>How many customers are won now.</summary>
    public async Task<int> WonNowAsync(CancellationToken ct)
    {
        var won = Code(Lifecycle.Won);
        var counts = session.Db.Set<CustomerCount>().Where(row => row.Dimension == CustomerCount.Lifecycle && row.Value == won);
        if (owners is not null)
            counts = counts.Where(row => owners.Contains(row.OwnerId));
        return await counts.SumAsync(row => row.Count, ct);
    }

    /// <summary>Steps from one instant to before another, or ever since.</summary>
    public async Task<IReadOnlyList<Step>> BetweenAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken ct)
    {
        if (owners is not null)
            return await CountAsync(from, to, ct);
        var (first, after) = (Day(from), to is { } end ? Day(end) : long.MaxValue);
        // All days from that of the beginning to before that of the end, less what was before the beginning, and what is of the last day.
        var steps = days.Where(one => one.Day >= first && one.Day < after).Select(one => one.Step).ToList();
        steps.AddRange((await OfDayBeforeAsync(from, ct)).Select(step => step with { Count = -step.Count }));
        if (to is { } last)
            steps.AddRange(await OfDayBeforeAsync(last, ct));
        return steps;
    }

    /// <summary>What happened on the day (UTC) of an instant before it. One month's end is the next one's beginning, so it is kept.</summary>
    private async Task<List<Step>> OfDayBeforeAsync(DateTimeOffset instant, CancellationToken ct)
    {
        var at = instant.ToUnixTimeMilliseconds();
        if (at % LifecycleDay.Length == 0)
            return [];
        if (!parts.TryGetValue(at, out var part))
            parts[at] = part = await CountAsync(DateTimeOffset.FromUnixTimeMilliseconds(Day(instant) * LifecycleDay.Length), instant, ct);
        return part;
    }

    private async Task<List<Step>> CountAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken ct)
    {
        var changes = session.Db.LifecycleChanges.AsNoTracking().Where(change => change.At >= from && (change.FromLifecycle == Lifecycle.Won || change.ToLifecycle == Lifecycle.Won));
        if (to is { } end)
            changes = changes.Where(change => change.At < end);
        // 0: the customer is there no more.
        changes = owners is null ? changes.Where(change => change.CustomerOwnerId != 0) : changes.Where(change => change.CustomerOwnerId > 0 && owners.Contains(change.CustomerOwnerId));
        return await changes.GroupBy(change => new { change.FromLifecycle, change.ToLifecycle })
            .Select(group => new Step(group.Key.FromLifecycle, group.Key.ToLifecycle, group.Count())).ToListAsync(ct);
    }

    private static long Day(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / LifecycleDay.Length;

    private static string Code(Lifecycle lifecycle) => lifecycle.ToString().ToLowerInvariant();

    private static Lifecycle? Read(string code) => code.Length == 0 ? null : Enum.Parse<Lifecycle>(code, true);

    /// <summary>So many steps from one state (null: it was added) to another.</summary>
    public sealed record Step(Lifecycle? From, Lifecycle To, int Count);
}

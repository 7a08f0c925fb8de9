using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Count and sum of opportunities of one stage, in one currency; of closed ones also how long they lasted from creation to the end, together.</summary>
internal sealed record StageSum(Stage Stage, string Pipeline, int? Probability, bool Closed, bool Won, string Currency, int Count, long Minor, long LastedMs);

internal static class OpportunitySums
{
    /// <summary>Open ones, in the period by their expected close when there is one.</summary>
    public static IQueryable<Opportunity> Open(this IQueryable<Opportunity> opportunities, DateOnly? from, DateOnly? to)
    {
        opportunities = opportunities.Where(one => one.ClosedAt == null);
        if (from is { } first)
            opportunities = opportunities.Where(one => one.CloseDate >= first);
        return to is { } last ? opportunities.Where(one => one.CloseDate <= last) : opportunities;
    }

    /// <summary>Won and lost ones that closed in the period.</summary>
    public static IQueryable<Opportunity> Closed(this IQueryable<Opportunity> opportunities, DateTimeOffset? start, DateTimeOffset? end)
    {
        opportunities = opportunities.Where(one => one.ClosedAt != null);
        if (start is { } first)
            opportunities = opportunities.Where(one => one.ClosedAt >= first);
        return end is { } after ? opportunities.Where(one => one.ClosedAt < after) : opportunities;
    }

    /// <summary>
    /// Open ones, with a period those expected to close in it, by stage as the sale goes and then by currency. A stage has several rows where opportunities have
    /// a probability of their own, go through different pipelines or are counted in parts (<see cref="Rows"/> puts these together). An opportunity without
    /// an amount counts, and adds nothing.
    /// </summary>
    public static async Task<IReadOnlyList<StageSum>> OpenSumsAsync(this ReportScope scope, CrmSession session, DateOnly? from, DateOnly? to, CancellationToken ct)
    {
        if (!scope.IsWhole(session.Actor))
            return await SumAsync(session, scope.Opportunities(session).Select(part => part.Open(from, to)), ct);
        // Of the whole company whole blocks of days are added up; only the days at the two ends are counted.
        const long days = OpportunityBlock.Days;
        var (first, after) = ((from?.DayNumber - Epoch + days - 1) / days, (to?.DayNumber + 1 - Epoch) / days);
        if (first >= after)
            return await SumAsync(session, scope.Opportunities(session).Select(part => part.Open(from, to)), ct);
        var all = session.Db.Opportunities.AsNoTracking();
        var ends = new List<IQueryable<Opportunity>>();
        if (from is { } start && Day(first!.Value) > start)
            ends.Add(all.Open(start, Day(first.Value).AddDays(-1)));
        if (to is { } end && Day(after!.Value) <= end)
            ends.Add(all.Open(Day(after.Value), end));
        // Without a period those without a close date count as well.
        return await SumAsync(session, ends, ct, (first ?? (to is null ? OpportunityBlock.None : 0), after ?? long.MaxValue, false));

        static DateOnly Day(long block) => DateOnly.FromDayNumber((int)(Epoch + (block * OpportunityBlock.Days)));
    }

    /// <summary>The same of those that closed in the period, won or lost.</summary>
    public static async Task<IReadOnlyList<StageSum>> ClosedSumsAsync(this ReportScope scope, CrmSession session, DateTimeOffset? start, DateTimeOffset? end, CancellationToken ct)
    {
        if (!scope.IsWhole(session.Actor))
            return await SumAsync(session, scope.Opportunities(session).Select(part => part.Closed(start, end)), ct);
        const long length = ActivityBlock.Length;
        var (first, after) = ((start?.ToUnixTimeMilliseconds() + length - 1) / length, end?.ToUnixTimeMilliseconds() / length);
        if (first >= after)
            return await SumAsync(session, scope.Opportunities(session).Select(part => part.Closed(start, end)), ct);
        var all = session.Db.Opportunities.AsNoTracking();
        var ends = new List<IQueryable<Opportunity>>();
        if (start is { } from && Instant(first!.Value) > from)
            ends.Add(all.Closed(from, Instant(first.Value)));
        if (end is { } to && Instant(after!.Value) < to)
            ends.Add(all.Closed(Instant(after.Value), to));
        return await SumAsync(session, ends, ct, (first ?? 0, after ?? long.MaxValue, true));

        static DateTimeOffset Instant(long block) => DateTimeOffset.FromUnixTimeMilliseconds(block * length);
    }

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static async Task<IReadOnlyList<StageSum>> SumAsync(
        CrmSession session, IEnumerable<IQueryable<Opportunity>> parts, CancellationToken ct, (long First, long After, bool Ended)? whole = null)
    {
        var sums = new List<StageSum>();
        foreach (var part in parts)
        {
            var counted = await part
                .GroupBy(one => new { one.Stage, one.Pipeline, one.Probability, one.Currency, Closed = one.ClosedAt != null, Lost = one.LossReason != null })
                .Select(group => new { group.Key, Count = group.Count(), Minor = group.Sum(one => one.AmountMinor ?? 0), Lasted = group.Sum(one => one.ClosedAt == null ? 0 : (long)(object)one.ClosedAt! - (long)(object)one.CreatedAt) })
                .ToListAsync(ct);
            sums.AddRange(counted.Select(sum => new StageSum(sum.Key.Stage, sum.Key.Pipeline, sum.Key.Probability, sum.Key.Closed, sum.Key.Closed && !sum.Key.Lost, sum.Key.Currency, sum.Count, sum.Minor, sum.Lasted)));
        }
        if (whole is var (first, after, ended))
        {
            var blocks = await session.Db.Set<OpportunityBlock>().Where(block => block.Ended == ended && block.Block >= first && block.Block < after)
                .GroupBy(block => new { block.Stage, block.Pipeline, block.Probability, block.Currency, block.Lost })
                .Select(group => new { group.Key, Count = group.Sum(block => block.Count), Minor = group.Sum(block => block.AmountMinor), Lasted = group.Sum(block => block.LastedMs) })
                .ToListAsync(ct);
            sums.AddRange(blocks.Where(sum => sum.Count > 0).Select(sum => new StageSum(
                sum.Key.Stage, sum.Key.Pipeline, sum.Key.Probability == OpportunityBlock.None ? null : sum.Key.Probability, ended, ended && !sum.Key.Lost, sum.Key.Currency, sum.Count, sum.Minor, sum.Lasted)));
        }
        return [.. sums.OrderBy(sum => session.Pipelines.Rank(sum.Stage)).ThenBy(sum => sum.Stage.Code, StringComparer.Ordinal).ThenBy(sum => sum.Currency, StringComparer.Ordinal)];
    }

    /// <summary>One row per stage and currency.</summary>
    public static IReadOnlyList<StageRow> Rows(this IEnumerable<StageSum> sums, Pipelines pipelines) =>
        [.. sums.GroupBy(sum => (sum.Stage, sum.Currency, sum.Closed, sum.Won)).Select(group => new StageRow(group.Key.Stage, group.Sum(sum => sum.Count), Money.FromMinor(group.Sum(sum => sum.Minor), group.Key.Currency))
        {
            Name = pipelines.Find(group.First().Pipeline, group.Key.Stage)?.Name,
            Rank = pipelines.Rank(group.Key.Stage),
            Won = group.Key.Won,
        })];
}

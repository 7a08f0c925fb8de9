using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Count and sum of opportunities of one stage, in one currency.</summary>
internal sealed record StageSum(Stage Stage, string Pipeline, int? Probability, bool Closed, bool Won, string Currency, int Count, long Minor);

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
    /// By stage as the sale goes, then by currency; a stage has several rows where opportunities have a probability of their own or go through
    /// different pipelines (<see cref="Rows"/> puts these together). An opportunity without an amount counts, and adds nothing.
    /// </summary>
    public static async Task<IReadOnlyList<StageSum>> ByStageAsync(this IQueryable<Opportunity> opportunities, Pipelines pipelines, CancellationToken ct)
    {
        var sums = await opportunities
            .GroupBy(one => new { one.Stage, one.Pipeline, one.Probability, one.Currency, Closed = one.ClosedAt != null, Lost = one.LossReason != null })
            .Select(group => new { group.Key, Count = group.Count(), Minor = group.Sum(one => one.AmountMinor ?? 0) })
            .ToListAsync(ct);
        return [.. sums
            .Select(sum => new StageSum(sum.Key.Stage, sum.Key.Pipeline, sum.Key.Probability, sum.Key.Closed, sum.Key.Closed && !sum.Key.Lost, sum.Key.Currency, sum.Count, sum.Minor))
            .OrderBy(sum => pipelines.Rank(sum.Stage)).ThenBy(sum => sum.Stage.Code, StringComparer.Ordinal).ThenBy(sum => sum.Currency, StringComparer.Ordinal)];
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

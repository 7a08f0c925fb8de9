using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Count and sum of opportunities of one stage, in one currency.</summary>
internal sealed record StageSum(Stage Stage, string Currency, int Count, long Minor)
{
    public StageRow Row => new(Stage, Count, Money.FromMinor(Minor, Currency));
}

internal static class OpportunitySums
{
    /// <summary>Open ones, in the period by their expected close when there is one.</summary>
    public static IQueryable<Opportunity> Open(this IQueryable<Opportunity> opportunities, DateOnly? from, DateOnly? to)
    {
        opportunities = opportunities.Where(one => one.Stage != Stage.Won && one.Stage != Stage.Lost);
        if (from is { } first)
            opportunities = opportunities.Where(one => one.CloseDate >= first);
        return to is { } last ? opportunities.Where(one => one.CloseDate <= last) : opportunities;
    }

    /// <summary>Won and lost ones that closed in the period.</summary>
    public static IQueryable<Opportunity> Closed(this IQueryable<Opportunity> opportunities, DateTimeOffset? start, DateTimeOffset? end)
    {
        opportunities = opportunities.Where(one => one.Stage == Stage.Won || one.Stage == Stage.Lost);
        if (start is { } first)
            opportunities = opportunities.Where(one => one.ClosedAt >= first);
        return end is { } after ? opportunities.Where(one => one.ClosedAt < after) : opportunities;
    }

    /// <summary>By stage as the sale goes, then by currency. An opportunity without an amount counts, and adds nothing.</summary>
    public static async Task<IReadOnlyList<StageSum>> ByStageAsync(this IQueryable<Opportunity> opportunities, CancellationToken ct)
    {
        var sums = await opportunities
            .GroupBy(one => new { one.Stage, one.Currency })
            .Select(group => new { group.Key.Stage, group.Key.Currency, Count = group.Count(), Minor = group.Sum(one => one.AmountMinor ?? 0) })
            .ToListAsync(ct);
        return [.. sums.Select(sum => new StageSum(sum.Stage, sum.Currency, sum.Count, sum.Minor)).OrderBy(sum => sum.Stage).ThenBy(sum => sum.Currency, StringComparer.Ordinal)];
    }
}

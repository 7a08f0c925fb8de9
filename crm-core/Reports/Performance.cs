using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Won and lost by person and currency for a period (by when they closed), best first, then the total with Person null.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Performance : Query<IReadOnlyList<PerformanceRow>>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<PerformanceRow>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!Policies.SeesAmounts(session.Actor))
            return ReportFailures.AmountsHidden();
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var period = Period.Of(session, From, To);
        if (!period.Ok)
            return period.Failure;

        var sums = await scope.Value.Opportunities(session).Closed(period.Value.Start, period.Value.End)
            .GroupBy(one => new { one.OwnerId, one.Currency, Won = one.LossReason == null })
            .Select(group => new { group.Key.OwnerId, group.Key.Currency, group.Key.Won, Count = group.Count(), Minor = group.Sum(one => one.AmountMinor ?? 0) })
            .ToListAsync(ct);
        var directory = await session.DirectoryAsync(ct);
        var closed = sums.Select(sum => (sum.OwnerId, Sum: (sum.Won, sum.Currency, sum.Count, sum.Minor))).ToList();
        var people = closed.GroupBy(one => (one.OwnerId, one.Sum.Currency))
            .Select(group => Row(new Ref(group.Key.OwnerId, directory[group.Key.OwnerId].Name), group.Key.Currency, group.Select(one => one.Sum)));
        var totals = closed.GroupBy(one => one.Sum.Currency)
            .Select(group => Row(null, group.Key, group.Select(one => one.Sum)))
            .OrderByDescending(row => row.WonCount).ThenBy(row => row.Currency, StringComparer.Ordinal).ToList();
        // Amounts of different currencies have no order, so people are ranked within a currency, the one with the most sales first.
        var rank = totals.Select((total, place) => (total.Currency, place)).ToDictionary(pair => pair.Currency, pair => pair.place);
        var ranked = people.OrderBy(row => rank[row.Currency])
            .ThenByDescending(row => row.WonAmount.Amount).ThenByDescending(row => row.WonCount).ThenBy(row => row.LostAmount.Amount).ThenBy(row => row.Person!.Id);
        return ranked.Concat(totals).ToList();
    }

    private static PerformanceRow Row(Ref? person, string currency, IEnumerable<(bool Won, string Currency, int Count, long Minor)> sums)
    {
        var (won, lost) = ((Count: 0, Minor: 0L), (Count: 0, Minor: 0L));
        foreach (var sum in sums)
        {
            if (sum.Won)
                won = (won.Count + sum.Count, won.Minor + sum.Minor);
            else
                lost = (lost.Count + sum.Count, lost.Minor + sum.Minor);
        }

        var closed = won.Count + lost.Count;
        return new PerformanceRow(person, currency, won.Count, Money.FromMinor(won.Minor, currency), lost.Count, Money.FromMinor(lost.Minor, currency), closed == 0 ? null : (decimal)won.Count / closed);
    }
}

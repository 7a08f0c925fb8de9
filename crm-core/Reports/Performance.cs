using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Won and lost by person (or team, month, quarter) and currency for a period (by when they closed), best first (months and quarters in order), then the total.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Performance : Query<IReadOnlyList<PerformanceRow>>
{
    private const int MaxParts = 60;

    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public PerformanceDimension By { get; init; }

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

        var check = new Checks();
        check.Known((PerformanceDimension?)By, "by");
        if (check.Failure is { } failure)
            return failure;

        var opportunities = scope.Value.Opportunities(session).ToList();
        var directory = await session.DirectoryAsync(ct);
        var closed = new List<(Ref? Person, string? Group, Sum Sum)>();
        if (By is PerformanceDimension.Month or PerformanceDimension.Quarter)
        {
            var parts = Parts(By == PerformanceDimension.Month ? 1 : 3).ToList();
            if (parts.Count > MaxParts)
                return ReportFailures.PeriodTooLong(By == PerformanceDimension.Month ? MaxParts : MaxParts * 3);
            var zone = session.Actor.TimeZone;
            foreach (var (first, last) in parts)
            {
                var part = await SumsAsync(opportunities, TaskTimes.StartOf(first, zone), TaskTimes.StartOf(last.AddDays(1), zone), ct);
                closed.AddRange(part.Select(sum => ((Ref?)null, (string?)first.ToString(By == PerformanceDimension.Month ? "yyyy-MM" : $"yyyy-'Q'{((first.Month - 1) / 3) + 1}", CultureInfo.InvariantCulture), sum)));
            }
        }
        else
        {
            foreach (var sum in await SumsAsync(opportunities, period.Value.Start, period.Value.End, ct))
            {
                var owner = directory[sum.OwnerId];
                closed.Add(By == PerformanceDimension.Team
                    ? (null, owner.TeamId is { } team ? directory.Teams.GetValueOrDefault(team) ?? "–" : "–", sum)
                    : (new Ref(owner.Id, owner.Name), null, sum));
            }
        }
        var groups = closed.GroupBy(one => (one.Person, one.Group, one.Sum.Currency)).Select(group => Row(group.Key.Person, group.Key.Currency, group.Select(one => one.Sum)) with { Group = group.Key.Group });
        var totals = closed.GroupBy(one => one.Sum.Currency)
            .Select(group => Row(null, group.Key, group.Select(one => one.Sum)))
            .OrderByDescending(row => row.WonCount).ThenBy(row => row.Currency, StringComparer.Ordinal).ToList();
        // Amounts of different currencies have no order, so people are ranked within a currency, the one with the most sales first.
        var rank = totals.Select((total, place) => (total.Currency, place)).ToDictionary(pair => pair.Currency, pair => pair.place);
        var byTime = By is PerformanceDimension.Month or PerformanceDimension.Quarter;
        var ranked = groups.OrderBy(row => rank[row.Currency]).ThenBy(row => byTime ? row.Group : null, StringComparer.Ordinal)
            .ThenByDescending(row => row.WonAmount.Amount).ThenByDescending(row => row.WonCount).ThenBy(row => row.LostAmount.Amount)
            .ThenBy(row => row.Person?.Id).ThenBy(row => row.Group, StringComparer.Ordinal);
        return ranked.Concat(totals).ToList();
    }

    private static async Task<List<Sum>> SumsAsync(IEnumerable<IQueryable<Opportunity>> parts, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var sums = new List<Sum>();
        foreach (var part in parts)
        {
            sums.AddRange(await part.Closed(start, end)
                .GroupBy(one => new { one.OwnerId, one.Currency, Won = one.LossReason == null })
                .Select(group => new Sum(group.Key.OwnerId, group.Key.Won, group.Key.Currency, group.Count(), group.Sum(one => one.AmountMinor ?? 0)))
                .ToListAsync(ct));
        }
        return sums;
    }

    /// <summary>The calendar months or quarters of the period, the first and the last cut to it.</summary>
    private IEnumerable<(DateOnly First, DateOnly Last)> Parts(int months)
    {
        for (var first = From; first <= To;)
        {
            var end = new DateOnly(first.Year, ((first.Month - 1) / months * months) + 1, 1).AddMonths(months).AddDays(-1);
            yield return (first, end < To ? end : To);
            first = end.AddDays(1);
        }
    }

    private static PerformanceRow Row(Ref? person, string currency, IEnumerable<Sum> sums)
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

    private sealed record Sum(long OwnerId, bool Won, string Currency, int Count, long Minor);
}

using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Core.Reports;

/// <summary>
/// Customers that are won, over a period: at its start, gained, lost and back in it, at its end. <paramref name="RetentionRate"/> and
/// <paramref name="ChurnRate"/> are null when there was none at the start.
/// </summary>
public sealed record RetentionRow(DateOnly From, DateOnly To, int AtStart, int Gained, int Churned, int Reactivated, int AtEnd, decimal? RetentionRate, decimal? ChurnRate);

public sealed record RetentionReport(RetentionRow Total, IReadOnlyList<RetentionRow> ByMonth);

/// <summary>Retention and churn of won customers, for a period and each of its months.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Retention : Query<RetentionReport>
{
    private const int MaxMonths = 60;

    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override async Task<Result<RetentionReport>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var period = Period.Of(session, From, To);
        if (!period.Ok)
            return period.Failure;
        var parts = Months(From, To).ToList();
        if (parts.Count > MaxMonths)
            return ReportFailures.PeriodTooLong(MaxMonths);

        if (!session.Actor.May(Permissions.CustomersRead))
            return new RetentionReport(Row(From, To, 0, default), [.. parts.Select(part => Row(part.From, part.To, 0, default))]);
        var steps = await LifecycleSteps.OfAsync(session, scope.Value.Owners(session.Actor), period.Value.Start, ct);

        // What was at the end is what is now, less what came and went since.
        var zone = session.Actor.TimeZone;
        var since = Sum(await steps.BetweenAsync(period.Value.End, null, ct));
        var atEnd = await steps.WonNowAsync(ct) - since.Net;
        var months = new List<RetentionRow>();
        var total = new Steps();
        foreach (var (from, to) in Enumerable.Reverse(parts))
        {
            var (start, end) = (TaskTimes.StartOf(from, zone), TaskTimes.StartOf(to.AddDays(1), zone));
            var made = Sum(await steps.BetweenAsync(start, end, ct));
            months.Insert(0, Row(from, to, atEnd, made));
            total += made;
            atEnd -= made.Net;
        }
        return new RetentionReport(Row(From, To, atEnd + total.Net, total), months);
    }

    private static RetentionRow Row(DateOnly from, DateOnly to, int atEnd, Steps steps)
    {
        var atStart = atEnd - steps.Net;
        decimal? churn = atStart == 0 ? null : Math.Min(1m, (decimal)steps.Churned / atStart);
        return new RetentionRow(from, to, atStart, steps.Gained, steps.Churned, steps.Reactivated, atEnd, 1 - churn, churn);
    }

    private static Steps Sum(IReadOnlyList<LifecycleSteps.Step> rows)
    {
        int Sum(Func<Lifecycle?, Lifecycle, bool> which) => rows.Where(row => which(row.From, row.To)).Sum(row => row.Count);
        var back = Sum((from, to) => from == Lifecycle.Churned && to == Lifecycle.Won);
        return new Steps(
            Sum((from, to) => to == Lifecycle.Won) - back,
            Sum((from, to) => from == Lifecycle.Won && to == Lifecycle.Churned),
            back,
            Sum((from, to) => to == Lifecycle.Won) - Sum((from, to) => from == Lifecycle.Won));
    }

    /// <summary>The calendar months of a period, the first and the last cut to it.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To)> Months(DateOnly from, DateOnly to)
    {
        while (from <= to)
        {
            var end = new DateOnly(from.Year, from.Month, 1).AddMonths(1).AddDays(-1);
            yield return (from, end < to ? end : to);
            from = end.AddDays(1);
        }
    }

    private readonly record struct Steps(int Gained, int Churned, int Reactivated, int Net)
    {
        public static Steps operator +(Steps one, Steps other) =>
            new(one.Gained + other.Gained, one.Churned + other.Churned, one.Reactivated + other.Reactivated, one.Net + other.Net);
    }
}

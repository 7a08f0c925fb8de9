using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>The forecast for a period. Probabilities are those of the opportunities, else of their stages.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Forecast : Query<IReadOnlyList<ForecastRow>>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<ForecastRow>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!Policies.SeesAmounts(session.Actor))
            return ReportFailures.AmountsHidden();
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var period = Period.Of(session, From, To);
        if (!period.Ok)
            return period.Failure;

        var open = await scope.Value.OpenSumsAsync(session, From, To, ct);
        var won = (await scope.Value.ClosedSumsAsync(session, period.Value.Start, period.Value.End, ct)).Where(sum => sum.Won);
        return open.Concat(won).GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(sums => Row(sums, session.Pipelines)).ToList();
    }

    /// <summary>Open ones at least this likely are counted on.</summary>
    private const int Committed = 75;

    private static int Probability(StageSum sum, Pipelines pipelines) => sum.Won ? 100 : pipelines.Probability(sum.Pipeline, sum.Stage, sum.Probability);

    private static ForecastRow Row(IGrouping<string, StageSum> sums, Pipelines pipelines)
    {
        long Sum(Func<StageSum, bool> counts) => sums.Where(counts).Sum(sum => sum.Minor);

        // Rounded once, at the end: hundredths are the smallest thing stored.
        var weighted = (long)decimal.Round(sums.Sum(sum => (decimal)sum.Minor * Probability(sum, pipelines)) / 100m, 0, MidpointRounding.AwayFromZero);
        return new ForecastRow(
            sums.Key,
            Money.FromMinor(Sum(sum => sum.Won), sums.Key),
            Money.FromMinor(Sum(sum => Probability(sum, pipelines) >= Committed), sums.Key),
            Money.FromMinor(Sum(_ => true), sums.Key),
            Money.FromMinor(weighted, sums.Key),
            sums.Where(sum => !sum.Won).Sum(sum => sum.Count));
    }
}

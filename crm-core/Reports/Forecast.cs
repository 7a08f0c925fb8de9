using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>The forecast for a period. Stage probabilities: lead 10 %, qualified 25 %, proposal 50 %, negotiation 75 %.</summary>
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

        var opportunities = scope.Value.Opportunities(session);
        var open = await opportunities.Open(From, To).ByStageAsync(ct);
        var won = (await opportunities.Closed(period.Value.Start, period.Value.End).ByStageAsync(ct)).Where(sum => sum.Stage == Stage.Won);
        return open.Concat(won).GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Row).ToList();
    }

    /// <summary>How likely an open opportunity of that stage is won, in percent.</summary>
    internal static int Probability(Stage stage) => stage switch
    {
        Stage.Lead => 10,
        Stage.Qualified => 25,
        Stage.Proposal => 50,
        Stage.Negotiation => 75,
        Stage.Won => 100,
        _ => 0,
    };

    private static ForecastRow Row(IGrouping<string, StageSum> sums)
    {
        long Sum(Func<Stage, bool> counts) => sums.Where(sum => counts(sum.Stage)).Sum(sum => sum.Minor);

        // Rounded once, at the end: hundredths are the smallest thing stored.
        var weighted = (long)decimal.Round(sums.Sum(sum => (decimal)sum.Minor * Probability(sum.Stage)) / 100m, 0, MidpointRounding.AwayFromZero);
        return new ForecastRow(
            sums.Key,
            Money.FromMinor(Sum(stage => stage == Stage.Won), sums.Key),
            Money.FromMinor(Sum(stage => stage is Stage.Won or Stage.Negotiation), sums.Key),
            Money.FromMinor(Sum(_ => true), sums.Key),
            Money.FromMinor(weighted, sums.Key),
            sums.Where(sum => sum.Stage != Stage.Won).Sum(sum => sum.Count));
    }
}

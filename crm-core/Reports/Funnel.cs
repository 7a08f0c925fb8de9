using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>
/// One open stage of the funnel: how many are in it now and what they are worth, per currency; of those that came to it in the period, how many went on
/// (<paramref name="Advanced"/>: to a later stage or won) and how many were lost; <paramref name="AverageStay"/> of those that left it.
/// </summary>
public sealed record FunnelStage(
    Stage Stage, LocalName? Name, int Open, IReadOnlyList<Money> Value, int Entered, int Advanced, int Lost, decimal? Conversion, TimeSpan? AverageStay);

/// <summary>
/// The funnel of a pipeline. Won, lost, win rate and cycle (from creation to the win) are of those that closed in the period; the customers' numbers are
/// of now. <paramref name="FewWon"/>: many customers are interested and few were won.
/// </summary>
public sealed record FunnelReport(
    string Pipeline, LocalName? Name, IReadOnlyList<FunnelStage> Stages, int Won, IReadOnlyList<Money> WonValue, int Lost, decimal? WinRate, TimeSpan? AverageCycle,
    int InterestedCustomers, int WonCustomers, bool FewWon);

/// <summary>How sales flow: stage by stage, with conversion and time.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Funnel : Query<FunnelReport>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Code; null: the first one.</summary>
    public string? Pipeline { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    /// <summary>The least number of interested customers that gives a warning.</summary>
    public int ManyInterested { get; init; } = 10;

    /// <summary>The share of won among interested and won customers under which there are few, in percent.</summary>
    public int FewWonPercent { get; init; } = 20;

    protected internal override async Task<Result<FunnelReport>> RunAsync(CrmSession session, CancellationToken ct)
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
        check.Range(ManyInterested, 1, 1_000_000, "manyInterested");
        check.Range(FewWonPercent, 1, 100, "fewWonPercent");
        if (check.Failure is { } failure)
            return failure;
        var pipelines = session.Pipelines;
        if ((Pipeline is null ? pipelines.First : pipelines.Find(Pipeline)) is not { } pipeline)
            return OpportunityFailures.UnknownPipeline(pipelines, Pipeline!);

        var open = (await scope.Value.OpenSumsAsync(session, null, null, ct)).Where(sum => sum.Pipeline == pipeline.Code).ToLookup(sum => sum.Stage);
        var stays = await StaysAsync(session, scope.Value, pipelines.All.Count == 1 ? null : pipeline.Code, period.Value, ct);
        var stages = pipeline.Open.Select(stage => Row(pipeline, stage, open[stage.Stage].ToList(), stays.Where(stay => stay.Stage == stage.Code).ToList())).ToList();

        var closed = (await scope.Value.ClosedSumsAsync(session, period.Value.Start, period.Value.End, ct)).Where(sum => sum.Pipeline == pipeline.Code).ToList();
        var won = closed.Where(sum => sum.Won).ToList();
        var (wonCount, lostCount) = (won.Sum(sum => sum.Count), closed.Where(sum => !sum.Won).Sum(sum => sum.Count));
        var customers = await session.AskAsync(new Portrait { OwnerId = OwnerId, TeamId = TeamId }, ct);
        int Customers(Lifecycle lifecycle) => !customers.Ok ? 0 : customers.Value.Lifecycle.FirstOrDefault(row => string.Equals(row.Value, lifecycle.ToString(), StringComparison.OrdinalIgnoreCase))?.Count ?? 0;
        var (interested, gained) = (Customers(Lifecycle.Interested), Customers(Lifecycle.Won));
        return new FunnelReport(
            pipeline.Code,
            pipeline.Name,
            stages,
            wonCount,
            [.. won.GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Money.FromMinor(group.Sum(sum => sum.Minor), group.Key))],
            lostCount,
            wonCount + lostCount == 0 ? null : (decimal)wonCount / (wonCount + lostCount),
            wonCount == 0 ? null : TimeSpan.FromMilliseconds(won.Sum(sum => sum.LastedMs) / wonCount),
            interested,
            gained,
            interested >= ManyInterested && gained * 100L < (interested + gained) * (long)FewWonPercent);
    }

    /// <summary>
    /// Stays in stages that began in the period, by stage and where they went. Of everybody's, the whole blocks come from the aggregate and only the two
    /// ends are counted; of some people's, and of one pipeline among several, all are.
    /// </summary>
    private static async Task<List<Stay>> StaysAsync(CrmSession session, ReportScope scope, string? pipeline, Period period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var parts = scope.Stays(session).Select(part => part.Where(stay => !stay.Gone && (stay.LeftTo == null || stay.LeftTo != "") && (pipeline == null || stay.Pipeline == pipeline))).ToList();
        if (pipeline is not null || !scope.IsWhole(session.Actor))
        {
            var all = new List<Stay>();
            foreach (var part in parts)
                all.AddRange(await SumAsync(part.Where(stay => stay.EnteredAt >= start && stay.EnteredAt < end), ct));
            return all;
        }

        var stays = parts[0];
        var (first, after) = ((start.ToUnixTimeMilliseconds() + ActivityBlock.Length - 1) / ActivityBlock.Length, end.ToUnixTimeMilliseconds() / ActivityBlock.Length);
        if (first >= after)
            return await SumAsync(stays.Where(stay => stay.EnteredAt >= start && stay.EnteredAt < end), ct);
        var sums = await session.Db.Set<StageBlock>().Where(block => block.Block >= first && block.Block < after && block.Count > 0)
            .GroupBy(block => new { block.Stage, block.LeftTo })
            .Select(group => new Stay(group.Key.Stage, group.Key.LeftTo, group.Sum(block => block.Count), group.Sum(block => block.StayedMs)))
            .ToListAsync(ct);
        sums = sums.ConvertAll(sum => sum.LeftTo == StageBlock.Still ? sum with { LeftTo = null } : sum);
        var (whole, rest) = (DateTimeOffset.FromUnixTimeMilliseconds(first * ActivityBlock.Length), DateTimeOffset.FromUnixTimeMilliseconds(after * ActivityBlock.Length));
        if (start < whole)
            sums.AddRange(await SumAsync(stays.Where(stay => stay.EnteredAt >= start && stay.EnteredAt < whole), ct));
        if (rest < end)
            sums.AddRange(await SumAsync(stays.Where(stay => stay.EnteredAt >= rest && stay.EnteredAt < end), ct));
        return sums;
    }

    private static Task<List<Stay>> SumAsync(IQueryable<StageChange> stays, CancellationToken ct) =>
        stays.GroupBy(stay => new { stay.ToStage, stay.LeftTo })
            .Select(group => new Stay(group.Key.ToStage, group.Key.LeftTo, group.Count(), group.Sum(stay => stay.LeftAt == null ? 0 : (long)(object)stay.LeftAt! - (long)(object)stay.EnteredAt)))
            .ToListAsync(ct);

    private static FunnelStage Row(PipelineDefinition pipeline, StageDefinition stage, List<StageSum> open, List<Stay> stays)
    {
        var place = pipeline.Stages.ToList().FindIndex(one => one.Code == stage.Code);
        int Went(Func<StageDefinition, int, bool> where) =>
            stays.Where(stay => stay.LeftTo is { } to && pipeline.Stages.Select((one, i) => (one, i)).Any(pair => pair.one.Code == to && where(pair.one, pair.i))).Sum(stay => stay.Count);
        var entered = stays.Sum(stay => stay.Count);
        var left = stays.Where(stay => stay.LeftTo is not null).ToList();
        var leftCount = left.Sum(stay => stay.Count);
        var advanced = Went((to, i) => to.Kind == StageKind.Won || (to.Kind == StageKind.Open && i > place));
        return new FunnelStage(
            stage.Stage,
            stage.Name,
            open.Sum(sum => sum.Count),
            [.. open.GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Money.FromMinor(group.Sum(sum => sum.Minor), group.Key))],
            entered,
            advanced,
            Went((to, _) => to.Kind == StageKind.Lost),
            entered == 0 ? null : (decimal)advanced / entered,
            leftCount == 0 ? null : TimeSpan.FromMilliseconds(left.Sum(stay => stay.Milliseconds) / leftCount));
    }

    private sealed record Stay(string Stage, string? LeftTo, int Count, long Milliseconds);
}

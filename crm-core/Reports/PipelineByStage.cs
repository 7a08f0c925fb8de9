using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Core.Reports;

/// <summary>The pipeline by stage. From/To limit open opportunities by close date and closed ones by when they closed; without them all open ones count and no closed ones. Refused by amounts_hidden_from_support.</summary>
[Requires(Permissions.SalesReports)]
public sealed record PipelineByStage : Query<Pipeline>
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? To { get; init; }

    protected internal override async Task<Result<Pipeline>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!Policies.SeesAmounts(session.Actor))
            return ReportFailures.AmountsHidden();
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var check = new Checks();
        check.Day(From, "from");
        check.Day(To, "to");
        if (From > To)
            check.Fail(ReportFailures.PeriodReversed());
        if (check.Failure is { } failure)
            return failure;

        var zone = session.Actor.TimeZone;
        var open = await scope.Value.OpenSumsAsync(session, From, To, ct);
        IReadOnlyList<StageSum> closed = [];
        if (From is not null || To is not null)
        {
            DateTimeOffset? start = From is { } from ? TaskTimes.StartOf(from, zone) : null;
            DateTimeOffset? end = To is { } to ? TaskTimes.StartOf(to.AddDays(1), zone) : null;
            closed = await scope.Value.ClosedSumsAsync(session, start, end, ct);
        }

        var totals = open.GroupBy(sum => sum.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Money.FromMinor(group.Sum(sum => sum.Minor), group.Key));
        return new Pipeline(open.Rows(session.Pipelines), closed.Rows(session.Pipelines), open.Sum(sum => sum.Count), [.. totals]);
    }
}

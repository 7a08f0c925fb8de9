using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>Surveys. Sorts: asked (default), answered.</summary>
[Requires(Permissions.SurveysRead)]
public sealed record ListSurveys : Query<Page<SurveyView>>
{
    private static readonly Sorts<Survey> Order = new Sorts<Survey>(survey => survey.Id)
        .By("asked", survey => survey.AskedAt)
        .By("answered", survey => survey.AnsweredAt);

    public long? CustomerId { get; init; }

    public long? TicketId { get; init; }

    public SurveyKind? Kind { get; init; }

    public bool? Answered { get; init; }

    public int? MaxScore { get; init; }

    public DateTimeOffset? AskedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? AskedTo { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<SurveyView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Known(Kind, "kind");
        if (check.Failure is { } failure)
            return failure;
        var rows = session.Db.Surveys.AsNoTracking().VisibleTo(session.Actor, session.Db);
        if (CustomerId is { } customer)
            rows = rows.Where(one => one.CustomerId == customer);
        if (TicketId is { } ticket)
            rows = rows.Where(one => one.TicketId == ticket);
        if (Kind is { } kind)
            rows = rows.Where(one => one.Kind == kind);
        if (Answered is { } answered)
            rows = rows.Where(one => (one.AnsweredAt != null) == answered);
        if (MaxScore is { } most)
            rows = rows.Where(one => one.Score != null && one.Score <= most);
        if (AskedFrom is { } from)
            rows = rows.Where(one => one.AskedAt >= from);
        if (AskedTo is { } to)
            rows = rows.Where(one => one.AskedAt < to);
        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<SurveyView>(await SurveyRules.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

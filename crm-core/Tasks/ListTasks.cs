using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tasks;

/// <summary>Tasks. Sorts: due (default, without due time last), created.</summary>
[Requires(Permissions.TasksRead)]
public sealed record ListTasks : Query<Page<TaskView>>
{
    private static readonly Sorts<TaskRow> Order = new Sorts<TaskRow>(row => row.Task.Id)
        .By("due", row => row.Task.Due)
        .By("created", row => row.Task.CreatedAt);

    public long? AssigneeId { get; init; }

    public long? TeamId { get; init; }

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? TicketId { get; init; }

    public bool? Done { get; init; }

    public bool? Overdue { get; init; }

    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? DueTo { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<TaskView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rows = TaskRows.Of(session, session.Actor.SeesMuch ? ScopeUse.Check : ScopeUse.Lead);
        if (AssigneeId is { } assignee)
            rows = rows.Where(row => row.Task.AssigneeId == assignee);
        if (TeamId is { } team)
        {
            var members = (await session.DirectoryAsync(ct)).MembersOf(team);
            rows = rows.Where(row => members.Contains(row.Task.AssigneeId));
        }

        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Task.CustomerId == customer);
        if (OpportunityId is { } opportunity)
            rows = rows.Where(row => row.Task.OpportunityId == opportunity);
        if (TicketId is { } ticket)
            rows = rows.Where(row => row.Task.TicketId == ticket);
        if (Done is { } done)
            rows = rows.Where(row => row.Task.Done == done);
        if (Overdue is { } overdue)
        {
            var condition = TaskRows.Overdue(session.Now, await session.DirectoryAsync(ct));
            rows = rows.Where(overdue ? condition : TaskRows.Not(condition));
        }

        if (DueFrom is { } from)
            rows = rows.Where(row => row.Task.Due >= from);
        if (DueTo is { } to)
            rows = rows.Where(row => row.Task.Due < to);
        rows = await rows.HoldingAsync(session.Db, (Kinds.Task, SearchColumn.Name), Search, session.Db.Tasks.Select(one => one.Id), row => row.Task.Id, row => row.Task.CustomerId!.Value, ct, row => row.Task.Title, row => row.CustomerName);

        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<TaskView>(await TaskRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

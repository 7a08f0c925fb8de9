using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tasks;

/// <summary>Adds a task, for the actor unless a manager (in the team) or admin names another assignee.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record CreateTask : Command<TaskView>
{
    public required string Title { get; init; }

    public DueTime? Due { get; init; }

    public long? AssigneeId { get; init; }

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? TicketId { get; init; }

    /// <summary>Minutes before the due time at which to remind as well.</summary>
    public int? RemindBefore { get; init; }

    /// <summary>How it comes again; needs a due time.</summary>
    public Automation.Recurrence? Recurrence { get; init; }

    /// <summary>To load data.</summary>
    public bool Done { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (CustomerId is { } given && !await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == given, ct))
            return Failure.NotFound(Kinds.Customer, given);

        var check = new Checks();
        var title = check.Required(Title, Limits.Subject, "title");
        TaskRules.Due(check, Due);
        TaskRules.Reminder(check, RemindBefore, Recurrence, Due is not null);
        check.AdminTime(session, CreatedAt, "createdAt");
        check.AdminTime(session, DoneAt, "doneAt");
        if (DoneAt is not null && !Done)
            check.Fail(TaskFailures.DoneAtWithoutDone());
        var customerId = CustomerId;
        if (OpportunityId is { } opportunityId)
        {
            var opportunity = await session.Db.Opportunities.VisibleTo(session.Actor, session.Db).AsNoTracking().SingleOrDefaultAsync(one => one.Id == opportunityId, ct);
            customerId ??= opportunity?.CustomerId;
            if (opportunity is null || opportunity.CustomerId != customerId)
                check.Fail(TaskFailures.UnknownOpportunity(opportunityId));
        }

        if (TicketId is { } ticketId)
        {
            var ticket = await session.Db.Tickets.VisibleTo(session.Actor, session.Db).AsNoTracking().SingleOrDefaultAsync(one => one.Id == ticketId, ct);
            customerId ??= ticket?.CustomerId;
            if (ticket is null || ticket.CustomerId != customerId)
                check.Fail(TaskFailures.UnknownTicket(ticketId));
        }

        var assignee = await TaskRules.AssigneeAsync(check, session, AssigneeId ?? session.Actor.UserId, ct);
        if (check.Failure is { } failure)
            return failure;

        var created = CreatedAt ?? session.Now;
        var task = new CrmTask
        {
            Id = await session.NewIdAsync(ct),
            Title = title,
            Done = Done,
            DoneAt = Done ? DoneAt ?? created : null,
            AssigneeId = assignee!.Id,
            // What comes by itself was made by nobody; it is its assignee's own.
            CreatedById = session.Actor.UserId == Actor.System.UserId ? assignee.Id : session.Actor.UserId,
            CustomerId = customerId,
            OpportunityId = OpportunityId,
            TicketId = TicketId,
            RemindBefore = RemindBefore,
            Recurrence = Recurrence?.Text(),
            CreatedAt = created,
            UpdatedAt = created,
        };
        if (Due is { } due)
            TaskRules.SetDue(task, due, assignee.TimeZone);
        session.Db.Tasks.Add(task);
        await session.SaveAsync(ct);
        return await TaskRows.ViewAsync(session, task.Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tasks;

/// <summary>Changes the given fields.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record UpdateTask : Command<TaskView>
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public DueTime? Due { get; init; }

    public long? AssigneeId { get; init; }

    public long? CustomerId { get; init; }

    /// <summary>Minutes before the due time at which to remind as well.</summary>
    public int? RemindBefore { get; init; }

    public Automation.Recurrence? Recurrence { get; init; }

    public bool? Done { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TaskRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var task = found.Value;
        if (CustomerId is { } target && !await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == target, ct))
            return Failure.NotFound(Kinds.Customer, target);

        var check = new Checks();
        check.Clearable(Clear, "due", "customer", "opportunity", "ticket", "remindBefore", "recurrence");
        var title = check.Changed(Title, Limits.Subject, "title");
        TaskRules.Due(check, Due);
        TaskRules.Reminder(check, RemindBefore, Recurrence, Due is not null || (task.Due is not null && !Clear.Contains("due")));
        if (AssigneeId is { } wanted && wanted != task.AssigneeId)
            await TaskRules.AssigneeAsync(check, session, wanted, ct);
        if (check.Failure is { } failure)
            return failure;

        var directory = await session.DirectoryAsync(ct);
        var due = Due;
        if (AssigneeId is { } assignee && assignee != task.AssigneeId)
        {
            // A whole day stays the same date for whoever has the task now.
            if (due is null && task is { DueAllDay: true, Due: { } old })
                due = DueTime.On(TaskTimes.DayOf(old, TaskTimes.Zone(directory[task.AssigneeId].TimeZone)));
            task.AssigneeId = assignee;
        }

        if (due is { } set)
            TaskRules.SetDue(task, set, directory[task.AssigneeId].TimeZone);
        if (Clear.Contains("due"))
            (task.Due, task.DueAllDay, task.Recurrence) = (null, false, null);
        task.RemindBefore = Clear.Contains("remindBefore") ? null : RemindBefore ?? task.RemindBefore;
        task.Recurrence = Clear.Contains("recurrence") ? null : Recurrence?.Text() ?? task.Recurrence;
        if (Clear.Contains("opportunity"))
            task.OpportunityId = null;
        if (Clear.Contains("ticket"))
            task.TicketId = null;
        if (Clear.Contains("customer") || (CustomerId is not null && CustomerId != task.CustomerId))
        {
            // An opportunity or ticket is always one of the task's customer.
            task.CustomerId = Clear.Contains("customer") ? null : CustomerId;
            task.OpportunityId = null;
            task.TicketId = null;
        }

        task.Title = title ?? task.Title;
        if (Done is { } done && done != task.Done)
        {
            task.Done = done;
            task.DoneAt = done ? session.Now : null;
            if (done)
                await Automation.NextOccurrence.AddAsync(session, task, ct);
        }

        await session.SaveAsync(ct);
        return await TaskRows.ViewAsync(session, Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tasks;

/// <summary>The rules that the commands share.</summary>
internal static class TaskRules
{
    /// <summary>
    /// The task for a change: visible, allowed and unchanged since the caller looked; else why not. Reps change what they have or made and
    /// what hangs on their own customers; support only what they have or made.
    /// </summary>
    public static async Task<Result<CrmTask>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        var actor = session.Actor;
        if (await session.Db.Tasks.VisibleTo(actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } task)
            return Failure.NotFound(Kinds.Task, id);
        if (!actor.May(Permissions.TasksOthers) && task.AssigneeId != actor.UserId && task.CreatedById != actor.UserId)
            return TaskFailures.NotYours();
        return Versions.Changed(Kinds.Task, id, ifVersion, task.Version) is { } conflict ? conflict : task;
    }

    /// <summary>Whose task it becomes: one's own; for a manager the team's; for an administrator anybody's.</summary>
    public static async Task<Person?> AssigneeAsync(Checks check, CrmSession session, long assigneeId, CancellationToken ct)
    {
        var actor = session.Actor;
        var assignee = (await session.DirectoryAsync(ct)).Find(assigneeId);
        if (assignee is not { Active: true })
            check.Fail(TaskFailures.UnknownAssignee(assigneeId));
        else if (!actor.MayAssignTo(assigneeId))
            check.Fail(TaskFailures.OtherAssignee());
        return assignee;
    }

    public static void Due(Checks check, DueTime? due)
    {
        check.Instant(due?.Instant, "due");
        check.Day(due?.Day, "due");
    }

    public static void Reminder(Checks check, int? before, Automation.Recurrence? recurrence, bool hasDue)
    {
        check.Range(before, 1, 20160, "remindBefore");
        Automation.Recurrence.Check(check, recurrence);
        if (!hasDue && recurrence is not null)
            check.Fail(TaskFailures.RecursWithoutDue());
    }

    public static void SetDue(CrmTask task, DueTime due, string timeZone)
    {
        task.DueAllDay = due.Day is not null;
        task.Due = due.Day is { } day ? TaskTimes.StartOf(day, timeZone) : due.Instant?.ToUniversalTime();
    }
}

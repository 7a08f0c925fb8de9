using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Core.Automation;

/// <summary>Reminds the actor of an own task again later; when it is due does not change. No change of the record, so no audit.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record SnoozeReminder : Command<TaskView>
{
    public required long TaskId { get; init; }

    /// <summary>An instant, or a day: then when the working day starts.</summary>
    public required DueTime Until { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TaskRules.ForChangeAsync(session, TaskId, null, ct);
        if (!found.Ok)
            return found.Failure;
        var task = found.Value;
        if (task.Done)
            return TaskFailures.AlreadyDone(task);
        if (task.AssigneeId != session.Actor.UserId)
            return Failure.Forbidden(Policies.OwnRecordsOnly, "Only who has a task is reminded of it; give the task another due time instead.");
        var at = Until.Day is { } day ? (await WorkingHours.OfAsync(session, (await session.DirectoryAsync(ct))[session.Actor.UserId], ct)).StartOfWork(day) : Until.Instant;
        var check = new Checks();
        check.Instant(at, "until");
        if (at <= session.Now)
            check.Fail("in_past", "until must lie ahead: when should I remind you?", "until");
        if (check.Failure is { } failure)
            return failure;
        await TaskReminders.SetAsync(session.Db, task, at, ct);
        return await TaskRows.ViewAsync(session, TaskId, ct);
    }
}

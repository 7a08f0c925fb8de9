using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Gives the task another due time.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record RescheduleTask : Command<TaskView>
{
    public required long Id { get; init; }

    public required DueTime Due { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TaskRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var task = found.Value;
        var check = new Checks();
        TaskRules.Due(check, Due);
        if (Due is { Day: null, Instant: null })
            check.Fail(TaskFailures.NoDue());
        if (check.Failure is { } failure)
            return failure;
        if (task.Done)
            return TaskFailures.AlreadyDone(task);

        TaskRules.SetDue(task, Due, (await session.DirectoryAsync(ct))[task.AssigneeId].TimeZone);
        await session.SaveAsync(ct);
        return await TaskRows.ViewAsync(session, Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Marks as done. Conflict (task_already_done) when it is.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record CompleteTask : Command<TaskView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TaskRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var task = found.Value;
        if (task.Done)
            return TaskFailures.AlreadyDone(task);

        task.Done = true;
        task.DoneAt = session.Now;
        await Automation.NextOccurrence.AddAsync(session, task, ct);
        await session.SaveAsync(ct);
        return await TaskRows.ViewAsync(session, Id, ct);
    }
}

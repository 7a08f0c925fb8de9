using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Deletes a task.</summary>
[Requires(Permissions.TasksWrite)]
public sealed record DeleteTask : Command<TaskView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TaskRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;

        var view = await TaskRows.ViewAsync(session, Id, ct);
        session.Db.Tasks.Remove(found.Value);
        await session.SaveAsync(ct);
        return view;
    }
}

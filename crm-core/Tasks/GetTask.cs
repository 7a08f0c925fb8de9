using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>One task.</summary>
[Requires(Permissions.TasksRead)]
public sealed record GetTask : Query<TaskView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await TaskRows.ViewAsync(session, Id, ct);
}

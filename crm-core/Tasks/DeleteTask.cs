using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Deletes a task.</summary>
public sealed record DeleteTask : Command<TaskView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

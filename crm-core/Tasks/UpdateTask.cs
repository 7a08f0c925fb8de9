using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Changes the given fields.</summary>
public sealed record UpdateTask : Command<TaskView>
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public DueTime? Due { get; init; }

    public long? AssigneeId { get; init; }

    public long? CustomerId { get; init; }

    public bool? Done { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

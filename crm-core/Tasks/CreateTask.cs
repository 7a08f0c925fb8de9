using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Adds a task, for the actor unless a manager (in the team) or admin names another assignee.</summary>
public sealed record CreateTask : Command<TaskView>
{
    public required string Title { get; init; }

    public DueTime? Due { get; init; }

    public long? AssigneeId { get; init; }

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? TicketId { get; init; }

    /// <summary>To load data.</summary>
    public bool Done { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    protected internal override Task<Result<TaskView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

/// <summary>Tasks. Sorts: due (default, without due time last), created.</summary>
public sealed record ListTasks : Query<Page<TaskView>>
{
    public long? AssigneeId { get; init; }

    public long? TeamId { get; init; }

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? TicketId { get; init; }

    public bool? Done { get; init; }

    public bool? Overdue { get; init; }

    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? DueTo { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<TaskView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

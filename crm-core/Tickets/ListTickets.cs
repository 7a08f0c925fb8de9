using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Tickets. Sorts: created (default), priority (urgent first when Descending), updated.</summary>
public sealed record ListTickets : Query<Page<TicketView>>
{
    public long? CustomerId { get; init; }

    public long? AssigneeId { get; init; }

    public bool? Unassigned { get; init; }

    public TicketStatus? Status { get; init; }

    /// <summary>True: not resolved.</summary>
    public bool? Open { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Category { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<TicketView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

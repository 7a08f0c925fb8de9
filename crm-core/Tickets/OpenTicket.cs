using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Opens a ticket for a customer.</summary>
public sealed record OpenTicket : Command<TicketView>
{
    public required long CustomerId { get; init; }

    public required string Subject { get; init; }

    public string? Description { get; init; }

    public string Category { get; init; } = "other";

    public TicketPriority Priority { get; init; } = TicketPriority.Normal;

    public long? AssigneeId { get; init; }

    public long? ContactId { get; init; }

    /// <summary>Another one: admin only, to load data.</summary>
    public TicketStatus Status { get; init; } = TicketStatus.Open;

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

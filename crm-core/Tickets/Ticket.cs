namespace BotCrm.Core.Tickets;

public enum TicketPriority
{
    Low,
    Normal,
    High,
    Urgent,
}

public enum TicketStatus
{
    Open,
    Pending,
    Resolved,
}

/// <summary>Something a customer needs from us. Spoken of by its number, which is its id.</summary>
public sealed class Ticket
{
    public long Id { get; internal set; }

    public long CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long CustomerOwnerId { get; private set; }

    public long? ContactId { get; internal set; }

    public string Subject { get; internal set; } = "";

    public string? Description { get; internal set; }

    /// <summary>technical, billing, account, sales, complaint, question, other.</summary>
    public string Category { get; internal set; } = "other";

    public TicketPriority Priority { get; internal set; }

    public TicketStatus Status { get; internal set; }

    public long? AssigneeId { get; internal set; }

    public string? Resolution { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? ResolvedAt { get; internal set; }

    public int Version { get; internal set; }
}

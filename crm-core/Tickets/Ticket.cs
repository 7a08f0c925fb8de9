using BotCrm.Core.Fields;

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
public sealed class Ticket : CustomRecord
{
    public long CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long CustomerOwnerId { get; private set; }

    public long? ContactId { get; internal set; }

    public string Subject { get; internal set; } = "";

    public string? Description { get; internal set; }

    /// <summary>Code of a configured category.</summary>
    public string Category { get; internal set; } = "other";

    public TicketPriority Priority { get; internal set; }

    public TicketStatus Status { get; internal set; }

    public long? AssigneeId { get; internal set; }

    public string? Resolution { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset? ResolvedAt { get; internal set; }

    /// <summary>The queue it waits in or was given out from.</summary>
    public long? QueueId { get; internal set; }

    /// <summary>Language that whoever works on it should speak (<c>zh</c>); null: not known.</summary>
    public string? Language { get; internal set; }

    /// <summary>When somebody first answered the customer.</summary>
    public DateTimeOffset? RespondedAt { get; internal set; }

    public DateTimeOffset? ResponseDue { get; internal set; }

    /// <summary>Null while the clock stands, unless it was broken before.</summary>
    public DateTimeOffset? ResolutionDue { get; internal set; }

    /// <summary>The promise that breaks (or broke) next; null while none runs.</summary>
    public DateTimeOffset? SlaDue { get; internal set; }

    /// <summary>Since when the resolution clock runs; null while it stands (pending, resolved) or has not been started.</summary>
    public DateTimeOffset? SlaSince { get; internal set; }

    /// <summary>Business time used before <see cref="SlaSince"/>, in milliseconds.</summary>
    public long SlaUsedMs { get; internal set; }

    /// <summary>When time next changes something about the promises: an escalation or a breach.</summary>
    public DateTimeOffset? SlaCheckAt { get; internal set; }

    public bool ResponseBreached { get; internal set; }

    public bool ResolutionBreached { get; internal set; }

    /// <summary>When the first promise broke.</summary>
    public DateTimeOffset? BreachedAt { get; internal set; }

    public bool ResponseEscalated { get; internal set; }

    public bool ResolutionEscalated { get; internal set; }

    /// <summary>The assignee has done nothing on it since; null when nobody has to.</summary>
    public DateTimeOffset? SilentSince { get; internal set; }

    /// <summary>How often it went back to the queue because its assignee was silent.</summary>
    public int ReturnCount { get; internal set; }

    public int EscalationLevel { get; internal set; }

    public DateTimeOffset? EscalatedAt { get; internal set; }

    public long? EscalatedToId { get; internal set; }

    /// <summary>What a person wrote, or the code of what time did: <see cref="EscalationReasons"/>.</summary>
    public string? EscalationReason { get; internal set; }

    public int ReopenCount { get; internal set; }

    public string? ReopenReason { get; internal set; }

    /// <summary>The customer's latest word on it, 1 to 5.</summary>
    public int? Rating { get; internal set; }

    public string? RatingComment { get; internal set; }

    /// <summary>The ticket that took this one over. One taken over stays resolved.</summary>
    public long? MergedIntoId { get; internal set; }

    public int Version { get; internal set; }
}

/// <summary>Why a ticket was escalated by time.</summary>
public static class EscalationReasons
{
    public const string ResponseNearlyDue = "sla_response";
    public const string ResolutionNearlyDue = "sla_resolution";
}

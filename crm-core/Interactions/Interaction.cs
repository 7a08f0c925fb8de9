namespace BotCrm.Core.Interactions;

public enum InteractionKind
{
    Call,
    Email,
    Meeting,
    Visit,
    WeChat,
    Note,
}

/// <summary>Something that happened between us and a customer, or a note about them.</summary>
public sealed class Interaction
{
    public long Id { get; internal set; }

    public long CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long CustomerOwnerId { get; private set; }

    public InteractionKind Kind { get; internal set; }

    /// <summary>When it took place (not when it was written down).</summary>
    public DateTimeOffset When { get; internal set; }

    public int? DurationMinutes { get; internal set; }

    /// <summary>Ids of the customer's contacts who took part.</summary>
    public IReadOnlyList<long> ParticipantIds { get; internal set; } = [];

    public string Summary { get; internal set; } = "";

    public string? Outcome { get; internal set; }

    /// <summary>Null: not said.</summary>
    public bool? Resolved { get; internal set; }

    public string? NextStep { get; internal set; }

    public long? OpportunityId { get; internal set; }

    /// <summary>The ticket it was about.</summary>
    public long? TicketId { get; internal set; }

    /// <summary>Who on our side took part and wrote it.</summary>
    public long AuthorId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }
}

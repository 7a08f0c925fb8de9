namespace BotCrm.Core.Tickets.Notes;

/// <summary>Who said it to whom.</summary>
public enum TicketNoteKind
{
    /// <summary>We to the customer. Counts as a response.</summary>
    Reply,

    /// <summary>Among ourselves.</summary>
    Internal,

    /// <summary>The customer to us, written down by somebody. Sets the clock going again.</summary>
    Customer,
}

/// <summary>One entry of a ticket's conversation.</summary>
public sealed class TicketNote
{
    public long Id { get; internal set; }

    public long TicketId { get; internal set; }

    public TicketNoteKind Kind { get; internal set; }

    public string Text { get; internal set; } = "";

    /// <summary>Who wrote it down.</summary>
    public long AuthorId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }
}

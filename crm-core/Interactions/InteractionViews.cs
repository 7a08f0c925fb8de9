using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

public sealed record InteractionView(
    long Id,
    long CustomerId,
    string CustomerName,
    InteractionKind Kind,
    DateTimeOffset When,
    int? DurationMinutes,
    IReadOnlyList<Ref> Participants,
    string Summary,
    string? Outcome,
    bool? Resolved,
    string? NextStep,
    long? OpportunityId,
    long AuthorId,
    string AuthorLogin,
    string AuthorName,
    DateTimeOffset CreatedAt,
    int Version)
{
    /// <summary>The ticket it was about.</summary>
    public long? TicketId { get; init; }
}

/// <summary>A passage of history with its source: <paramref name="Kind"/> and <paramref name="Id"/> of the record, when it happened, who wrote it, and the text around the hit.</summary>
public sealed record Passage(string Kind, long Id, long CustomerId, string CustomerName, DateTimeOffset When, string? AuthorName, string Text, double Score);

namespace BotCrm.Core.Tickets;

public sealed record TicketView(
    long Id,
    long CustomerId,
    string CustomerName,
    long? ContactId,
    string? ContactName,
    string Subject,
    string? Description,
    string Category,
    TicketPriority Priority,
    TicketStatus Status,
    long? AssigneeId,
    string? AssigneeLogin,
    string? AssigneeName,
    string? Resolution,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ResolvedAt,
    int Version);

using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Api.Tickets;

/// <summary>A ticket. <c>assignee</c> is a login, null while it waits in the queue.</summary>
internal sealed record TicketResource(
    string Id,
    string Customer,
    string CustomerName,
    string? Contact,
    string? ContactName,
    string Subject,
    string? Description,
    string Category,
    TicketPriority Priority,
    TicketStatus Status,
    string? Assignee,
    string? AssigneeName,
    string? Resolution,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ResolvedAt,
    int Version) : IVersioned
{
    /// <summary>Id of the queue it waits in or was given out from.</summary>
    public string? Queue { get; init; }

    public string? QueueName { get; init; }

    /// <summary>Language of its words when they give it away.</summary>
    public string? Language { get; init; }

    /// <summary>The promise that breaks, or broke, next; null while none runs.</summary>
    public DateTimeOffset? SlaDue { get; init; }

    public DateTimeOffset? ResponseDue { get; init; }

    public DateTimeOffset? RespondedAt { get; init; }

    /// <summary>Null while the clock stands.</summary>
    public DateTimeOffset? ResolutionDue { get; init; }

    public bool ResponseBreached { get; init; }

    public bool ResolutionBreached { get; init; }

    public int EscalationLevel { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>Login of whom it was brought before.</summary>
    public string? EscalatedTo { get; init; }

    public string? EscalationReason { get; init; }

    public int ReopenCount { get; init; }

    /// <summary>Why it was reopened the last time.</summary>
    public string? ReopenReason { get; init; }

    /// <summary>1 to 5.</summary>
    public int? Rating { get; init; }

    public string? RatingComment { get; init; }

    /// <summary>The ticket that took this one over.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Only in the answer to what let the queue choose.</summary>
    public AssignmentResource? Assignment { get; init; }

    /// <summary>The company's own fields by code; GET /api/v1/fields says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    public static TicketResource From(TicketView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName,
        view.ContactId?.ToString(CultureInfo.InvariantCulture), view.ContactName, view.Subject, view.Description, view.Category, view.Priority, view.Status,
        view.AssigneeLogin, view.AssigneeName, view.Resolution, view.CreatedAt, view.UpdatedAt, view.ResolvedAt, view.Version)
    {
        Queue = view.Queue?.Id.ToString(CultureInfo.InvariantCulture),
        QueueName = view.Queue?.Name,
        Language = view.Language,
        SlaDue = view.Sla.Due,
        ResponseDue = view.Sla.ResponseDue,
        RespondedAt = view.Sla.RespondedAt,
        ResolutionDue = view.Sla.ResolutionDue,
        ResponseBreached = view.Sla.ResponseBreached,
        ResolutionBreached = view.Sla.ResolutionBreached,
        EscalationLevel = view.Escalation?.Level ?? 0,
        EscalatedAt = view.Escalation?.At,
        EscalatedTo = view.Escalation?.ToLogin,
        EscalationReason = view.Escalation?.Reason,
        ReopenCount = view.ReopenCount,
        ReopenReason = view.ReopenReason,
        Rating = view.Rating,
        RatingComment = view.RatingComment,
        MergedInto = view.MergedIntoId?.ToString(CultureInfo.InvariantCulture),
        Assignment = view.Assignment is { } choice ? AssignmentResource.From(choice) : null,
        Custom = view.Custom,
    };
}

internal sealed record NewTicket
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public Reference? Customer { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    /// <summary>Code or name of a configured category; see /ticket-categories.</summary>
    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public Reference? Assignee { get; init; }

    /// <summary>Id or name of a queue.</summary>
    public Reference? Queue { get; init; }

    /// <summary>The customer's contact who asked.</summary>
    public Reference? Contact { get; init; }

    /// <summary>Other than open: by an administrator only.</summary>
    public TicketStatus? Status { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}

/// <summary>Only the given fields change; null empties one. Status resolved resolves it, another one reopens a resolved one.</summary>
internal sealed record TicketChange
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    /// <summary>Code or name of a configured category; see /ticket-categories.</summary>
    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public TicketStatus? Status { get; init; }

    /// <summary>Null gives it back to the queue.</summary>
    public Reference? Assignee { get; init; }

    /// <summary>Id or name of a queue.</summary>
    public Reference? Queue { get; init; }

    /// <summary>The customer's contact who asked.</summary>
    public Reference? Contact { get; init; }

    /// <summary>How it was resolved; goes with status resolved.</summary>
    public string? Resolution { get; init; }

    /// <summary>Why it is reopened; goes with status open.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

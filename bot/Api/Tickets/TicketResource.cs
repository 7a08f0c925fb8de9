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
    public static TicketResource From(TicketView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName,
        view.ContactId?.ToString(CultureInfo.InvariantCulture), view.ContactName, view.Subject, view.Description, view.Category, view.Priority, view.Status,
        view.AssigneeLogin, view.AssigneeName, view.Resolution, view.CreatedAt, view.UpdatedAt, view.ResolvedAt, view.Version);
}

internal sealed record NewTicket
{
    public Reference? Customer { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    /// <summary>technical, billing, account, sales, complaint, question or other.</summary>
    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public Reference? Assignee { get; init; }

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
    public string? Subject { get; init; }

    public string? Description { get; init; }

    /// <summary>technical, billing, account, sales, complaint, question or other.</summary>
    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public TicketStatus? Status { get; init; }

    /// <summary>Null gives it back to the queue.</summary>
    public Reference? Assignee { get; init; }

    /// <summary>The customer's contact who asked.</summary>
    public Reference? Contact { get; init; }

    /// <summary>How it was resolved; goes with status resolved.</summary>
    public string? Resolution { get; init; }

    /// <summary>Why it is reopened; goes with status open.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;

namespace BotCrm.Bot.Api.Tickets;

/// <summary>Without an assignee the queue chooses.</summary>
internal sealed record TicketAssignment
{
    public Reference? Assignee { get; init; }
}

internal sealed record TicketEscalated
{
    public string? Reason { get; init; }

    /// <summary>Somebody in particular; else whoever is next above.</summary>
    public Reference? To { get; init; }
}

internal sealed record TicketRating
{
    /// <summary>1 to 5.</summary>
    public int? Score { get; init; }

    public string? Comment { get; init; }
}

internal sealed record TicketMerge
{
    /// <summary>The ticket that stays.</summary>
    public Reference? Into { get; init; }
}

internal sealed record NewTicketNote
{
    public string? Text { get; init; }

    /// <summary>reply: we to the customer; internal: among ourselves (when not given); customer: the customer to us.</summary>
    public TicketNoteKind? Kind { get; init; }
}

/// <summary>An entry of a ticket's conversation.</summary>
internal sealed record TicketNoteResource(string Id, string Ticket, TicketNoteKind Kind, string Text, string Author, string AuthorName, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    public static TicketNoteResource From(TicketNoteView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.TicketId.ToString(CultureInfo.InvariantCulture), view.Kind, view.Text, view.AuthorLogin, view.AuthorName, view.CreatedAt, view.Version);
}

internal sealed record TicketCategoryResource(string Code, string English, string Chinese, TicketPriority Priority, string? Queue, string? Skill)
{
    public static IReadOnlyList<TicketCategoryResource> From(IReadOnlyList<TicketCategory> all) =>
        [.. all.Select(one => new TicketCategoryResource(one.Code, one.English, one.Chinese, one.Priority, one.Queue, one.Skill))];
}

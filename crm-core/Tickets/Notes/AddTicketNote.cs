using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets.Notes;

/// <summary>
/// Adds to a ticket's conversation. A reply answers the customer; what the customer says makes a waiting ticket open again. A resolved one takes
/// notes, but is reopened on purpose only.
/// </summary>
[Requires(Permissions.TicketsWrite)]
public sealed record AddTicketNote : Command<TicketNoteView>
{
    public required long TicketId { get; init; }

    public required string Text { get; init; }

    public TicketNoteKind Kind { get; init; } = TicketNoteKind.Internal;

    protected internal override async Task<Result<TicketNoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, TicketId, null, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        var check = new Checks();
        var text = check.Required(Text, Limits.LongText, "text");
        check.Known<TicketNoteKind>(Kind, "kind");
        if (check.Failure is { } failure)
            return failure;

        var note = new TicketNote { Id = await session.NewIdAsync(ct), TicketId = TicketId, Kind = Kind, Text = text, AuthorId = session.Actor.UserId, CreatedAt = session.Now };
        session.Db.TicketNotes.Add(note);
        if (Kind == TicketNoteKind.Reply)
            await TicketWork.RespondAsync(session, ticket, ct);
        if (Kind == TicketNoteKind.Customer && ticket.Status == TicketStatus.Pending)
            await TicketWork.SetStatusAsync(session, ticket, TicketStatus.Open, ct);
        TicketWork.Heard(session, ticket, ticket.AssigneeId);
        await session.SaveAsync(ct);
        return await TicketNoteRows.ViewAsync(session, note.Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Notes;

/// <summary>A ticket's conversation. Sorts: created (default).</summary>
[Requires(Permissions.TicketsRead)]
public sealed record ListTicketNotes : Query<Page<TicketNoteView>>
{
    private static readonly Sorts<TicketNote> Order = new Sorts<TicketNote>(note => note.Id).By("created", note => note.CreatedAt);

    public required long TicketId { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<TicketNoteView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!await session.Db.Tickets.VisibleTo(session.Actor, session.Db).AnyAsync(ticket => ticket.Id == TicketId, ct))
            return Failure.NotFound(Kinds.Ticket, TicketId);
        var page = await Order.PageAsync(session.Db.TicketNotes.AsNoTracking().Where(note => note.TicketId == TicketId), Paging, ct);
        return page.Ok ? new Page<TicketNoteView>(await TicketNoteRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

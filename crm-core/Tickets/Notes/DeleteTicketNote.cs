using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Notes;

/// <summary>Deletes an entry of a ticket's conversation: who wrote it, or who supervises.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record DeleteTicketNote : Command<TicketNoteView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<TicketNoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.TicketNotes.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(note => note.Id == Id, ct) is not { } note)
            return Failure.NotFound(Kinds.TicketNote, Id);
        if (note.AuthorId != session.Actor.UserId && !session.Actor.May(Permissions.RecordsSupervise))
            return Failure.Forbidden(Permissions.RecordsSupervise, "Only who wrote a note, managers and administrators delete it.");
        var view = await TicketNoteRows.ViewAsync(session, Id, ct);
        session.Db.Remove(note);
        await session.SaveAsync(ct);
        return view;
    }
}

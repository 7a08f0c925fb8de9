using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Notes;

public sealed record TicketNoteView(long Id, long TicketId, TicketNoteKind Kind, string Text, long AuthorId, string AuthorLogin, string AuthorName, DateTimeOffset CreatedAt, int Version);

internal static class TicketNoteRows
{
    public static async Task<Result<TicketNoteView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await session.Db.TicketNotes.AsNoTracking().VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(note => note.Id == id, ct) is { } note
            ? (await ViewsAsync(session, [note], ct))[0]
            : Failure.NotFound(Kinds.TicketNote, id);

    public static async Task<IReadOnlyList<TicketNoteView>> ViewsAsync(CrmSession session, IReadOnlyList<TicketNote> notes, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        return [.. notes.Select(note => new TicketNoteView(note.Id, note.TicketId, note.Kind, note.Text, note.AuthorId, directory[note.AuthorId].Login, directory[note.AuthorId].Name, note.CreatedAt, note.Version))];
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>Deletes a ticket: managers and admin.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record DeleteTicket : Command<TicketView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct, merged: true);
        if (!found.Ok)
            return found.Failure;
        if (!session.Actor.May(Permissions.RecordsSupervise))
            return TicketFailures.DeleteByManager();

        var view = await TicketRows.ViewAsync(session, Id, ct);
        await foreach (var task in session.Db.Tasks.Where(one => one.TicketId == Id).AsAsyncEnumerable().WithCancellation(ct))
            task.TicketId = null;
        await LoosenAsync(session, Id, ct);
        session.Db.Tickets.Remove(found.Value);
        await session.SaveAsync(ct);
        return view;
    }

    /// <summary>What was said on it goes with it; what merely mentions it stays and loses the mention.</summary>
    internal static async Task LoosenAsync(CrmSession session, long id, CancellationToken ct)
    {
        var db = session.Db;
        db.RemoveRange(await db.TicketNotes.Where(note => note.TicketId == id).ToListAsync(ct));
        foreach (var interaction in await db.Interactions.Where(one => one.TicketId == id).ToListAsync(ct))
            interaction.TicketId = null;
        foreach (var survey in await db.Surveys.Where(one => one.TicketId == id).ToListAsync(ct))
            survey.TicketId = null;
        foreach (var ticket in await db.Tickets.Where(one => one.MergedIntoId == id).ToListAsync(ct))
            ticket.MergedIntoId = null;
    }
}

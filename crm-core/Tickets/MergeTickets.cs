using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>
/// Makes one ticket of two of a customer: notes, interactions, tasks, files and surveys of the first go to the second, which takes over the higher
/// priority. The first stays, resolved, and points to the second; undo takes all of it back.
/// </summary>
[Requires(Permissions.TicketsWrite)]
public sealed record MergeTickets : Command<TicketView>
{
    /// <summary>The one that is taken over.</summary>
    public required long Id { get; init; }

    /// <summary>The one that stays.</summary>
    public required long IntoId { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Id == IntoId)
            return TicketFailures.MergeWithItself();
        var from = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!from.Ok)
            return from.Failure;
        var into = await TicketRules.ForChangeAsync(session, IntoId, null, ct);
        if (!into.Ok)
            return into.Failure;
        var (old, kept) = (from.Value, into.Value);
        if (old.CustomerId != kept.CustomerId)
            return TicketFailures.MergeAcrossCustomers();

        var db = session.Db;
        foreach (var note in await db.TicketNotes.Where(one => one.TicketId == Id).ToListAsync(ct))
            note.TicketId = IntoId;
        foreach (var interaction in await db.Interactions.Where(one => one.TicketId == Id).ToListAsync(ct))
            interaction.TicketId = IntoId;
        foreach (var task in await db.Tasks.Where(one => one.TicketId == Id).ToListAsync(ct))
            task.TicketId = IntoId;
        foreach (var survey in await db.Surveys.Where(one => one.TicketId == Id).ToListAsync(ct))
            survey.TicketId = IntoId;
        foreach (var file in await db.Set<StoredFile>().AsTracking().Where(one => one.RecordKind == Kinds.Ticket && one.RecordId == Id).ToListAsync(ct))
            file.RecordId = IntoId;
        foreach (var earlier in await db.Tickets.Where(one => one.MergedIntoId == Id).ToListAsync(ct))
            earlier.MergedIntoId = IntoId;

        if (kept.Status != TicketStatus.Resolved && old.Status != TicketStatus.Resolved && old.Priority > kept.Priority)
        {
            kept.Priority = old.Priority;
            (await Sla.TicketClock.ForAsync(session, kept.QueueId, ct)).Retarget(kept, session.Now);
        }

        kept.ContactId ??= old.ContactId;
        if (old.RespondedAt is not null)
            await TicketWork.RespondAsync(session, kept, ct);
        old.MergedIntoId = IntoId;
        if (old.Status != TicketStatus.Resolved)
        {
            old.ResolvedAt = session.Now;
            await TicketWork.SetStatusAsync(session, old, TicketStatus.Resolved, ct);
        }

        TicketWork.Heard(session, old, old.AssigneeId);
        TicketWork.Heard(session, kept, kept.AssigneeId);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, IntoId, ct);
    }
}

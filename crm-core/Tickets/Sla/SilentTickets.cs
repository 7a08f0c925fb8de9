using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Tickets.Queues;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Sla;

/// <summary>
/// Takes tickets back from assignees who have been silent for the business time that the queue allows, and gives them out again where the queue
/// gives out by itself. A ticket taken back has nobody who could be silent, so that it happens once.
/// </summary>
internal sealed class SilentTickets(Crm crm) : IBackgroundTask
{
    private const int Batch = 50;

    private static readonly Origin Origin = new("system", Sentence: "silent assignees");

    public string Name => "silent-tickets";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var more = false;
        foreach (var (queue, since) in await DueAsync(now, ct))
        {
            await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
            var tickets = await Silent(session, queue.Id, since).OrderBy(ticket => ticket.SilentSince).ThenBy(ticket => ticket.Id).Take(Batch).ToListAsync(ct);
            foreach (var ticket in tickets)
                await ReturnAsync(session, ticket, queue, ct);
            await session.CommitAsync(ct);
            more |= tickets.Count == Batch;
        }

        return more;
    }

    private static async Task ReturnAsync(CrmSession session, Ticket ticket, TicketQueue queue, CancellationToken ct)
    {
        var silent = ticket.AssigneeId;
        ticket.ReturnCount++;
        ticket.AssigneeId = queue.AutoAssign && queue.Active ? (await Dispatcher.ChooseAsync(session, ticket, queue, silent, ct)).ChosenId : null;
        TicketWork.Heard(session, ticket, silent);
        if (silent is { } person)
            await TicketNotices.TellAsync(session, person, TicketNotices.Returned, ticket, ct);
        await TicketNotices.AssignedAsync(session, ticket, silent, ct);
        // The next choice counts this one.
        await session.SaveAsync(ct);
    }

    /// <summary>Looked for without the writers' lock: mostly there is nothing to do.</summary>
    private async Task<List<(TicketQueue Queue, DateTimeOffset Since)>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, Origin, ct);
        var due = new List<(TicketQueue, DateTimeOffset)>();
        foreach (var queue in await session.Db.Queues.AsNoTracking().Where(queue => queue.ReturnAfterMinutes != null).OrderBy(queue => queue.Id).ToListAsync(ct))
        {
            var since = (await session.CalendarAsync(queue.Calendar, ct)).Subtract(now, TimeSpan.FromMinutes(queue.ReturnAfterMinutes!.Value));
            if (await Silent(session, queue.Id, since).AnyAsync(ct))
                due.Add((queue, since));
        }

        return due;
    }

    private static IQueryable<Ticket> Silent(CrmSession session, long queue, DateTimeOffset since) =>
        session.Db.Tickets.Where(ticket => ticket.QueueId == queue && ticket.SilentSince != null && ticket.SilentSince <= since);
}

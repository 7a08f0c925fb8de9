using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Sla;

/// <summary>
/// Escalates tickets whose promise is about to break, marks those whose promise broke, and starts the clock of tickets from before there were
/// promises. What was done is told by the ticket itself, so that it is done once, however often this runs.
/// </summary>
internal sealed class SlaTimers(Crm crm) : IBackgroundTask
{
    private const int Batch = 50;

    private static readonly Origin Origin = new("system", Sentence: "ticket promises");

    public string Name => "sla-timers";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        // Looked for without the writers' lock: mostly there is nothing to do.
        await using (var reading = await crm.OpenReadAsync(Actor.System, Origin, ct))
        {
            if (!await Due(reading, now).AnyAsync(ct) && !await NotStarted(reading).AnyAsync(ct))
                return false;
        }

        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        var due = await Due(session, now).OrderBy(ticket => ticket.SlaCheckAt).ThenBy(ticket => ticket.Id).Take(Batch).ToListAsync(ct);
        var fresh = await NotStarted(session).OrderBy(ticket => ticket.Id).Take(Batch).ToListAsync(ct);
        foreach (var ticket in fresh)
            (await TicketClock.ForAsync(session, ticket.QueueId, ct)).Start(ticket);
        foreach (var ticket in due)
            await TickAsync(session, ticket, ct);
        await session.CommitAsync(ct);
        return due.Count == Batch || fresh.Count == Batch;
    }

    private static async Task TickAsync(CrmSession session, Ticket ticket, CancellationToken ct)
    {
        var clock = await TicketClock.ForAsync(session, ticket.QueueId, ct);
        var (response, resolution) = (ticket.ResponseBreached, ticket.ResolutionBreached);
        if (clock.Tick(ticket, session.Now) is { } reason && await Escalation.AboveAsync(session, ticket, ct) is { } to)
            await Escalation.RaiseAsync(session, ticket, to, reason, ct);
        if (ticket.ResponseBreached == response && ticket.ResolutionBreached == resolution)
            return;
        foreach (var person in new[] { ticket.AssigneeId, ticket.EscalatedToId }.OfType<long>().Distinct())
            await TicketNotices.TellAsync(session, person, TicketNotices.Breached, ticket, ct);
    }

    private static IQueryable<Ticket> Due(CrmSession session, DateTimeOffset now) => session.Db.Tickets.Where(ticket => ticket.SlaCheckAt != null && ticket.SlaCheckAt <= now);

    private static IQueryable<Ticket> NotStarted(CrmSession session) => session.Db.Tickets.Where(ticket => ticket.Status == TicketStatus.Open && ticket.SlaSince == null);
}

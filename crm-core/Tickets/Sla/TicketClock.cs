using BotCrm.Core.Calendars;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Sla;

/// <summary>
/// Keeps a ticket's two promises. The first response counts from the opening and never stands. The resolution counts while the ticket is open,
/// stands while it waits for the customer or is resolved, and goes on from there. Both are counted in business time.
/// </summary>
internal sealed class TicketClock(ServiceOptions options, BusinessCalendar calendar)
{
    public static async ValueTask<TicketClock> ForAsync(CrmSession session, long? queueId, CancellationToken ct)
    {
        var options = session.Options.Service;
        var code = queueId is { } id ? await session.Db.Queues.Where(queue => queue.Id == id).Select(queue => queue.Calendar).SingleOrDefaultAsync(ct) : null;
        return new TicketClock(options, await session.CalendarAsync(code, ct));
    }

    /// <summary>Sets the clock going for a new ticket, or for one from before there were promises.</summary>
    public void Start(Ticket ticket)
    {
        if (ticket.Status == TicketStatus.Open)
            ticket.SlaSince = ticket.CreatedAt;
        Aim(ticket);
    }

    /// <summary>Somebody answered the customer: the first time counts.</summary>
    public void Respond(Ticket ticket, DateTimeOffset now)
    {
        if (ticket.RespondedAt is not null)
            return;
        ticket.RespondedAt = now;
        if (ticket.ResponseDue < now)
            Broke(ticket, response: true, ticket.ResponseDue.Value);
        Settle(ticket);
    }

    public void Pause(Ticket ticket, DateTimeOffset now)
    {
        if (ticket.SlaSince is { } since)
            ticket.SlaUsedMs += (long)calendar.Between(since, now).TotalMilliseconds;
        if (ticket.ResolutionDue < now)
            Broke(ticket, response: false, ticket.ResolutionDue.Value);
        ticket.SlaSince = null;
        // What was promised is shown with what came of it; what only waits is due at no time that could be told.
        if (!ticket.ResolutionBreached && ticket.Status != TicketStatus.Resolved)
            ticket.ResolutionDue = null;
        Settle(ticket);
    }

    public void Resume(Ticket ticket, DateTimeOffset now)
    {
        ticket.SlaSince ??= now;
        Aim(ticket);
    }

    /// <summary>
    /// The priority or the calendar changed: what is still running is promised anew, also what broke under the old promise and does not under the
    /// new one.
    /// </summary>
    public void Retarget(Ticket ticket, DateTimeOffset now)
    {
        Aim(ticket);
        if (ticket.RespondedAt is null)
            ticket.ResponseBreached = ticket.ResponseDue < now;
        if (ticket.SlaSince is not null)
            ticket.ResolutionBreached = ticket.ResolutionDue < now;
        ticket.BreachedAt = Earlier(ticket.ResponseBreached ? ticket.ResponseDue : null, ticket.ResolutionBreached ? ticket.ResolutionDue : null);
        ticket.ResponseEscalated &= ticket.ResponseBreached;
        ticket.ResolutionEscalated &= ticket.ResolutionBreached;
        Settle(ticket);
    }

    /// <summary>Does what time has brought about.</summary>
    /// <returns>The reason to escalate now, if there is one.</returns>
    public string? Tick(Ticket ticket, DateTimeOffset now)
    {
        string? reason = null;
        if (ticket.RespondedAt is null && ticket.ResponseDue is { } response)
        {
            if (!ticket.ResponseEscalated && Near(response, Target(ticket).FirstResponse) <= now)
            {
                ticket.ResponseEscalated = true;
                reason = EscalationReasons.ResponseNearlyDue;
            }

            if (response < now)
                Broke(ticket, response: true, response);
        }

        if (ticket.SlaSince is not null && ticket.ResolutionDue is { } resolution)
        {
            if (!ticket.ResolutionEscalated && Near(resolution, Target(ticket).Resolution) <= now)
            {
                ticket.ResolutionEscalated = true;
                reason = EscalationReasons.ResolutionNearlyDue;
            }

            if (resolution < now)
                Broke(ticket, response: false, resolution);
        }

        Settle(ticket);
        return reason;
    }

    private void Aim(Ticket ticket)
    {
        var target = Target(ticket);
        if (ticket.RespondedAt is null)
            ticket.ResponseDue = calendar.Add(ticket.CreatedAt, target.FirstResponse);
        if (ticket.SlaSince is { } since)
        {
            var left = target.Resolution - TimeSpan.FromMilliseconds(ticket.SlaUsedMs);
            // Used up before: it is due as soon as the clock runs, and stays due since when it broke.
            ticket.ResolutionDue = left > TimeSpan.Zero ? calendar.Add(since, left) : ticket.ResolutionBreached ? ticket.ResolutionDue : since;
        }

        Settle(ticket);
    }

    /// <summary>What follows from the promises: which comes next, and when to look again.</summary>
    private void Settle(Ticket ticket)
    {
        var response = ticket.RespondedAt is null && ticket.Status != TicketStatus.Resolved ? ticket.ResponseDue : null;
        var resolution = ticket.SlaSince is not null ? ticket.ResolutionDue : null;
        ticket.SlaDue = Earlier(response, resolution);
        var target = Target(ticket);
        ticket.SlaCheckAt = Earlier(
            Next(response, target.FirstResponse, ticket.ResponseEscalated, ticket.ResponseBreached),
            Next(resolution, target.Resolution, ticket.ResolutionEscalated, ticket.ResolutionBreached));
    }

    private SlaTarget Target(Ticket ticket) => options.Targets.GetValueOrDefault(ticket.Priority) ?? SlaTarget.Shipped[ticket.Priority];

    // A promise is kept at its very instant; it is broken a moment later, and the store knows milliseconds.
    private DateTimeOffset? Next(DateTimeOffset? due, TimeSpan target, bool escalated, bool breached) => due is not { } at
        ? null
        : !escalated && Near(at, target) is { } near ? near : breached ? null : at.AddMilliseconds(1);

    /// <summary>When a promise is about to break, counted back in business time: who is told at night that nine in the morning is near can do nothing.</summary>
    private DateTimeOffset? Near(DateTimeOffset due, TimeSpan target)
    {
        if (options.EscalateAtPercent is { } percent)
            return calendar.Subtract(due, target * (100 - percent) / 100);
        // Half an hour before the end of half an hour would be at once.
        return options.EscalateBefore is { } before ? calendar.Subtract(due, before < target / 2 ? before : target / 2) : null;
    }

    private static void Broke(Ticket ticket, bool response, DateTimeOffset at)
    {
        ticket.ResponseBreached |= response;
        ticket.ResolutionBreached |= !response;
        ticket.BreachedAt = Earlier(ticket.BreachedAt, at);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;
}

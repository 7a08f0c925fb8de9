using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>What escalating by hand and by time have in common.</summary>
internal static class Escalation
{
    /// <summary>Who comes next; null when nobody who is not on it already.</summary>
    public static async Task<long?> AboveAsync(CrmSession session, Ticket ticket, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var lead = ticket.QueueId is { } queue ? await session.Db.Queues.Where(one => one.Id == queue).Select(one => one.LeadId).SingleAsync(ct) : null;
        long?[] chain = [ManagerOf(ticket.EscalatedToId), ManagerOf(ticket.AssigneeId), lead, .. directory.People.Where(person => person.Role == Role.Admin).Select(person => (long?)person.Id).Order()];
        return chain.FirstOrDefault(id => id is { } one && one != ticket.AssigneeId && one != ticket.EscalatedToId && directory.Find(one) is { Active: true });

        long? ManagerOf(long? user) => user is { } id ? directory.Find(id)?.ManagerId : null;
    }

    public static async Task RaiseAsync(CrmSession session, Ticket ticket, long to, string? reason, CancellationToken ct)
    {
        ticket.EscalationLevel++;
        ticket.EscalatedAt = session.Now;
        ticket.EscalatedToId = to;
        ticket.EscalationReason = reason;
        if (to != session.Actor.UserId)
            await TicketNotices.TellAsync(session, to, TicketNotices.Escalated, ticket, ct);
    }
}

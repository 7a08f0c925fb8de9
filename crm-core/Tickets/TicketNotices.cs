using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>What people are told about tickets, each in the transaction of what it tells about.</summary>
internal static class TicketNotices
{
    public const string Assigned = "ticket_assigned";
    public const string Escalated = "ticket_escalated";
    public const string Breached = "ticket_breached";
    public const string Returned = "ticket_returned";

    public static Task TellAsync(CrmSession session, long to, string kind, Ticket ticket, CancellationToken ct) =>
        session.NotifyAsync(to, kind, (Kinds.Ticket, ticket.Id), new Dictionary<string, string> { ["priority"] = ticket.Priority.ToString().ToLowerInvariant() }, ct: ct);

    /// <summary>Whoever gets a ticket is told, unless they took it themselves.</summary>
    public static async Task AssignedAsync(CrmSession session, Ticket ticket, long? before, CancellationToken ct)
    {
        if (ticket.AssigneeId is { } now && now != before && now != session.Actor.UserId)
            await TellAsync(session, now, Assigned, ticket, ct);
    }
}

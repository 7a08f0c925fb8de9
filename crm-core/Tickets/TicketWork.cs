using BotCrm.Core.Interactions;
using BotCrm.Core.Tickets.Sla;

namespace BotCrm.Core.Tickets;

/// <summary>What goes with any work on a ticket: the promises' clock follows the status, and whoever works on it is not silent.</summary>
internal static class TicketWork
{
    /// <summary>Changes the status and sets the clock by it. Waiting and resolving are answers to the customer.</summary>
    public static async Task SetStatusAsync(CrmSession session, Ticket ticket, TicketStatus status, CancellationToken ct)
    {
        if (ticket.Status == status)
            return;
        var clock = await TicketClock.ForAsync(session, ticket.QueueId, ct);
        ticket.Status = status;
        if (status == TicketStatus.Open)
        {
            clock.Resume(ticket, session.Now);
            return;
        }

        clock.Respond(ticket, session.Now);
        clock.Pause(ticket, session.Now);
    }

    public static async Task RespondAsync(CrmSession session, Ticket ticket, CancellationToken ct)
    {
        if (ticket.RespondedAt is null)
            (await TicketClock.ForAsync(session, ticket.QueueId, ct)).Respond(ticket, session.Now);
    }

    /// <summary>An exchange with the customer about the ticket was written down; a note on it is no exchange.</summary>
    public static async Task TalkedAsync(CrmSession session, Ticket ticket, Interaction interaction, CancellationToken ct)
    {
        if (interaction.Kind != InteractionKind.Note)
            await RespondAsync(session, ticket, ct);
        Heard(session, ticket, ticket.AssigneeId);
    }

    /// <summary>Called after a change: by the assignee's own hand the silence ends; a new assignee's begins.</summary>
    public static void Heard(CrmSession session, Ticket ticket, long? assigneeBefore)
    {
        if (ticket.AssigneeId is not { } assignee || ticket.Status != TicketStatus.Open)
            ticket.SilentSince = null;
        else if (assignee != assigneeBefore || assignee == session.Actor.UserId || ticket.SilentSince is null)
            ticket.SilentSince = session.Now;
    }
}

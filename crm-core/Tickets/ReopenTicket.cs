using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Reopens a resolved ticket. Conflict (ticket_not_resolved) when it is not.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record ReopenTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Reason { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        if (ticket.Status != TicketStatus.Resolved)
            return TicketFailures.NotResolved(ticket);
        var check = new Checks();
        var reason = check.Optional(Reason, Limits.Text, "reason");
        if (check.Failure is { } failure)
            return failure;

        ticket.ReopenCount++;
        ticket.ReopenReason = reason;
        ticket.Resolution = null;
        ticket.ResolvedAt = null;
        await TicketWork.SetStatusAsync(session, ticket, TicketStatus.Open, ct);
        TicketWork.Heard(session, ticket, ticket.AssigneeId);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, Id, ct);
    }
}

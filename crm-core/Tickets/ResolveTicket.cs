using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Resolves a ticket. Conflict (ticket_already_resolved) when it is resolved.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record ResolveTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Resolution { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        var check = new Checks();
        var resolution = check.Optional(Resolution, Limits.LongText, "resolution");
        if (check.Failure is { } failure)
            return failure;
        if (ticket.Status == TicketStatus.Resolved)
            return TicketFailures.AlreadyResolved(ticket);

        ticket.Resolution = resolution;
        ticket.ResolvedAt = session.Now;
        await TicketWork.SetStatusAsync(session, ticket, TicketStatus.Resolved, ct);
        TicketWork.Heard(session, ticket, ticket.AssigneeId);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, Id, ct);
    }
}

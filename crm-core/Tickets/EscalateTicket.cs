using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>
/// Brings a ticket before somebody above: the manager of whom it was escalated to last, else the assignee's manager, else the queue's lead, else
/// an administrator. The assignee keeps it; who it goes to sees it from then on.
/// </summary>
[Requires(Permissions.TicketsWrite)]
public sealed record EscalateTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Reason { get; init; }

    /// <summary>Somebody in particular.</summary>
    public long? ToId { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        if (ticket.Status == TicketStatus.Resolved)
            return TicketFailures.ResolvedCannotEscalate(ticket);
        var check = new Checks();
        var reason = check.Optional(Reason, Limits.Text, "reason");
        if (ToId is { } given && (await session.DirectoryAsync(ct)).Find(given) is not { Active: true })
            check.Fail(TicketFailures.UnknownUser(given, "to"));
        if (check.Failure is { } failure)
            return failure;
        if ((ToId ?? await Escalation.AboveAsync(session, ticket, ct)) is not { } to)
            return TicketFailures.NobodyAbove(ticket);

        await Escalation.RaiseAsync(session, ticket, to, reason, ct);
        TicketWork.Heard(session, ticket, ticket.AssigneeId);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Gives the ticket to a user who may see it; null gives it back to the queue.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record AssignTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        var check = new Checks();
        await TicketRules.AssigneeAsync(check, session, AssigneeId, ticket.CustomerId, ct);
        if (check.Failure is { } failure)
            return failure;

        // Who gives it away may lose sight of it by that; the answer still shows what was done.
        var before = await TicketRows.ViewAsync(session, Id, ct);
        ticket.AssigneeId = AssigneeId;
        await session.SaveAsync(ct);
        var after = await TicketRows.ViewAsync(session, Id, ct);
        if (after.Ok || !before.Ok)
            return after;
        var assignee = AssigneeId is { } id ? (await session.DirectoryAsync(ct)).Find(id) : null;
        return before.Value with { AssigneeId = AssigneeId, AssigneeLogin = assignee?.Login, AssigneeName = assignee?.Name, UpdatedAt = ticket.UpdatedAt, Version = ticket.Version };
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>Gives the ticket to a user who may see it; null gives it back to the queue.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record AssignTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>True: the queue's dispatcher chooses by skill and load; the answer says why (<see cref="TicketView.Assignment"/>).</summary>
    public bool Auto { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        var check = new Checks();
        check.Require(!Auto || AssigneeId is null, "auto_with_assignee", "Give an assignee or let the queue choose, not both.", "assignee");
        await TicketRules.AssigneeAsync(check, session, AssigneeId, ticket.CustomerId, ct);
        if (check.Failure is { } failure)
            return failure;

        // Who gives it away may lose sight of it by that; the answer still shows what was done.
        var before = await TicketRows.ViewAsync(session, Id, ct);
        var (assignee, assignment) = (AssigneeId, (QueueChoice?)null);
        if (Auto)
        {
            var chosen = await ChooseAsync(session, ticket, ct);
            if (!chosen.Ok)
                return chosen.Failure;
            assignment = chosen.Value;
            assignee = assignment.ChosenId;
        }

        var was = ticket.AssigneeId;
        ticket.AssigneeId = assignee;
        TicketWork.Heard(session, ticket, was);
        await TicketNotices.AssignedAsync(session, ticket, was, ct);
        await session.SaveAsync(ct);
        var after = await TicketRows.ViewAsync(session, Id, ct);
        if (after.Ok)
            return after.Value with { Assignment = assignment };
        if (!before.Ok)
            return after;
        var person = assignee is { } id ? (await session.DirectoryAsync(ct)).Find(id) : null;
        return before.Value with { AssigneeId = assignee, AssigneeLogin = person?.Login, AssigneeName = person?.Name, UpdatedAt = ticket.UpdatedAt, Version = ticket.Version, Assignment = assignment };
    }

    private static async Task<Result<QueueChoice>> ChooseAsync(CrmSession session, Ticket ticket, CancellationToken ct)
    {
        var queue = ticket.QueueId is { } id
            ? await session.Db.Queues.AsNoTracking().SingleAsync(one => one.Id == id, ct)
            : await QueueRules.OfCategoryAsync(session, ticket.Category, ct);
        if (queue is null)
            return TicketFailures.NoQueue(ticket);
        var assignment = await Dispatcher.ChooseAsync(session, ticket, queue, null, ct);
        if (assignment.ChosenId is null)
            return TicketFailures.NobodyToAssign(ticket, queue.Name, assignment.Candidates.Any(one => one.Unfit == Unfit.Full));
        ticket.QueueId = queue.Id;
        return assignment;
    }
}

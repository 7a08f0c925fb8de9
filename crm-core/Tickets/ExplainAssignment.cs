using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>Whom the dispatcher would give the ticket to now, and why not the others. Changes nothing.</summary>
[Requires(Permissions.TicketsRead)]
public sealed record ExplainAssignment : Query<QueueChoice>
{
    public required long TicketId { get; init; }

    protected internal override async Task<Result<QueueChoice>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Tickets.AsNoTracking().VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == TicketId, ct) is not { } ticket)
            return Failure.NotFound(Kinds.Ticket, TicketId);
        var queue = ticket.QueueId is { } id
            ? await session.Db.Queues.AsNoTracking().SingleAsync(one => one.Id == id, ct)
            : await QueueRules.OfCategoryAsync(session, ticket.Category, ct);
        return queue is null ? TicketFailures.NoQueue(ticket) : await Dispatcher.ChooseAsync(session, ticket, queue, null, ct);
    }
}

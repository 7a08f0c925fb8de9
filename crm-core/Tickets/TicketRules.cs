using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>The rules that the commands share.</summary>
internal static class TicketRules
{
    public static readonly IReadOnlyList<string> Categories = ["technical", "billing", "account", "sales", "complaint", "question", "other"];

    /// <summary>The ticket for a change: visible and unchanged since the caller looked; else why not.</summary>
    public static async Task<Result<Ticket>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Tickets.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } ticket)
            return Failure.NotFound(Kinds.Ticket, id);
        return Versions.Changed(Kinds.Ticket, id, ifVersion, ticket.Version) is { } conflict ? conflict : ticket;
    }

    /// <summary>Who gets a ticket must see the customer it is about.</summary>
    public static async Task AssigneeAsync(Checks check, CrmSession session, long? assigneeId, long customerId, CancellationToken ct)
    {
        if (assigneeId is not { } id)
            return;
        var directory = await session.DirectoryAsync(ct);
        if (directory.Find(id) is not { Active: true } assignee || directory.ActorByLogin(assignee.Login) is not { } actor)
        {
            check.Fail(TicketFailures.UnknownAssignee(id));
            return;
        }

        var owner = await session.Db.Customers.Where(customer => customer.Id == customerId).Select(customer => customer.OwnerId).SingleAsync(ct);
        if (!actor.Sees(owner))
            check.Fail(TicketFailures.AssigneeCannotSee(assignee.Name));
    }

    public static async Task ContactAsync(Checks check, CrmSession session, long? contactId, long customerId, CancellationToken ct)
    {
        if (contactId is { } id && !await session.Db.Contacts.AnyAsync(contact => contact.Id == id && contact.CustomerId == customerId, ct))
            check.Fail(TicketFailures.UnknownContact(id));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>The rules that the commands share.</summary>
internal static class TicketRules
{
    /// <summary>The code of a category by its code or a name in either language; null leaves it open.</summary>
    public static string? Category(Checks check, CrmSession session, string? said, string field)
    {
        if (said is null)
            return null;
        var options = session.Options.Service;
        if (options.Category(said) is { } category)
            return category.Code;
        var allowed = string.Join(", ", options.Categories.Select(one => one.Code));
        check.Fail("unknown_value", $"{field} must be one of: {allowed}.", field, ("value", said.Length <= 40 ? said : said[..40] + "…"), ("allowed", allowed));
        return null;
    }

    /// <summary>A queue that takes tickets.</summary>
    public static async Task QueueAsync(Checks check, CrmSession session, long? queueId, CancellationToken ct)
    {
        if (queueId is { } id && !await session.Db.Queues.AnyAsync(queue => queue.Id == id && queue.Active, ct))
            check.Fail(TicketFailures.UnknownQueue(id));
    }

    /// <summary>The ticket for a change: visible, unchanged since the caller looked, and not taken over by another; else why not.</summary>
    public static async Task<Result<Ticket>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct, bool merged = false)
    {
        if (await session.Db.Tickets.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } ticket)
            return Failure.NotFound(Kinds.Ticket, id);
        if (Versions.Changed(Kinds.Ticket, id, ifVersion, ticket.Version) is { } conflict)
            return conflict;
        return ticket.MergedIntoId is not null && !merged ? TicketFailures.Merged(ticket) : ticket;
    }

    /// <summary>Who gets a ticket must see the customer it is about.</summary>
    public static async Task AssigneeAsync(Checks check, CrmSession session, long? assigneeId, long customerId, CancellationToken ct)
    {
        if (assigneeId is not { } id)
            return;
        var directory = await session.DirectoryAsync(ct);
        if (directory.Find(id) is not { Active: true } assignee || directory.ActorByLogin(assignee.Login) is not { } actor)
        {
            check.Fail(TicketFailures.UnknownUser(id, "assignee"));
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

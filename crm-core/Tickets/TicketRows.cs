using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>A ticket with the names of its customer and contact.</summary>
internal sealed class TicketRow
{
    public required Ticket Ticket { get; init; }

    public required string CustomerName { get; init; }

    public required string? ContactName { get; init; }
}

internal static class TicketRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<TicketRow> Of(CrmSession session) =>
        from ticket in session.Db.Tickets.AsNoTracking().VisibleTo(session.Actor, session.Db)
        join customer in session.Db.Customers on ticket.CustomerId equals customer.Id
        join contact in session.Db.Contacts on ticket.ContactId equals contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        select new TicketRow { Ticket = ticket, CustomerName = customer.Name, ContactName = contact == null ? null : contact.Name };

    public static async Task<Result<TicketView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Ticket.Id == id).ToListAsync(ct) is [var row]
            ? View(row, await session.DirectoryAsync(ct))
            : Failure.NotFound(Kinds.Ticket, id);

    public static async Task<IReadOnlyList<TicketView>> ViewsAsync(CrmSession session, IReadOnlyList<TicketRow> rows, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        return [.. rows.Select(row => View(row, directory))];
    }

    private static TicketView View(TicketRow row, UserDirectory directory)
    {
        var one = row.Ticket;
        var assignee = one.AssigneeId is { } id ? directory[id] : null;
        return new TicketView(one.Id, one.CustomerId, row.CustomerName, one.ContactId, row.ContactName, one.Subject, one.Description, one.Category, one.Priority, one.Status, one.AssigneeId, assignee?.Login, assignee?.Name, one.Resolution, one.CreatedAt, one.UpdatedAt, one.ResolvedAt, one.Version);
    }
}

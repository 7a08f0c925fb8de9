using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>A ticket with the names of its customer, contact and queue.</summary>
internal sealed class TicketRow
{
    public required Ticket Ticket { get; init; }

    public required string CustomerName { get; init; }

    public required string? ContactName { get; init; }

    public required string? QueueName { get; init; }
}

internal static class TicketRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<TicketRow> Of(CrmSession session, ScopeUse use = ScopeUse.Lead) =>
        from ticket in session.Db.Tickets.AsNoTracking().VisibleTo(session.Actor, session.Db, use)
        // A left join, though each has its customer: the store may then leave the names for after it has sorted and cut.
        join customer in session.Db.Customers on ticket.CustomerId equals customer.Id into customers
        from customer in customers.DefaultIfEmpty()
        join contact in session.Db.Contacts on ticket.ContactId equals contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        join queue in session.Db.Queues on ticket.QueueId equals queue.Id into queues
        from queue in queues.DefaultIfEmpty()
        select new TicketRow { Ticket = ticket, CustomerName = customer!.Name, ContactName = contact == null ? null : contact.Name, QueueName = queue == null ? null : queue.Name };

    public static async Task<Result<TicketView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Ticket.Id == id).ToListAsync(ct) is [var row]
            ? View(row, await session.DirectoryAsync(ct), session)
            : Failure.NotFound(Kinds.Ticket, id);

    public static async Task<IReadOnlyList<TicketView>> ViewsAsync(CrmSession session, IReadOnlyList<TicketRow> rows, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        return [.. rows.Select(row => View(row, directory, session))];
    }

    private static TicketView View(TicketRow row, UserDirectory directory, CrmSession session)
    {
        var one = row.Ticket;
        var assignee = one.AssigneeId is { } id ? directory[id] : null;
        var category = session.Options.Service.Category(one.Category);
        return new TicketView(one.Id, one.CustomerId, row.CustomerName, one.ContactId, row.ContactName, one.Subject, one.Description, one.Category, one.Priority, one.Status, one.AssigneeId, assignee?.Login, assignee?.Name, one.Resolution, one.CreatedAt, one.UpdatedAt, one.ResolvedAt, one.Version)
        {
            // A category that is no longer configured still shows as what it is stored as.
            CategoryEnglish = category?.English ?? one.Category,
            CategoryChinese = category?.Chinese ?? one.Category,
            Queue = one.QueueId is { } queue ? new Ref(queue, row.QueueName ?? "") : null,
            Language = one.Language,
            Sla = Sla(one, session.Now),
            Escalation = Escalation(one, directory),
            ReopenCount = one.ReopenCount,
            ReopenReason = one.ReopenReason,
            Rating = one.Rating,
            RatingComment = one.RatingComment,
            MergedIntoId = one.MergedIntoId,
            ReturnCount = one.ReturnCount,
            Custom = CustomChange.Shown(one, session, Kinds.Ticket, one.CustomerOwnerId),
        };
    }

    private static TicketSla Sla(Ticket one, DateTimeOffset now)
    {
        var late = one.Status != TicketStatus.Resolved && one.RespondedAt is null && one.ResponseDue < now;
        var over = one.SlaSince is not null && one.ResolutionDue < now;
        return new TicketSla(one.SlaDue, one.ResponseDue, one.RespondedAt, one.ResolutionDue, one.Status == TicketStatus.Pending, one.ResponseBreached || late, one.ResolutionBreached || over);
    }

    private static TicketEscalation? Escalation(Ticket one, UserDirectory directory)
    {
        if (one.EscalatedAt is not { } at)
            return null;
        var to = one.EscalatedToId is { } id ? directory[id] : null;
        return new TicketEscalation(one.EscalationLevel, at, one.EscalatedToId, to?.Login, to?.Name, one.EscalationReason);
    }
}

using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>Tickets. Sorts: created (default), priority (urgent first when Descending), updated, sla_due (what breaks first; those that nothing is due for last).</summary>
[Requires(Permissions.TicketsRead)]
public sealed record ListTickets : Query<Page<TicketView>>
{
    private static readonly Sorts<TicketRow> Order = new Sorts<TicketRow>(row => row.Ticket.Id)
        .By("created", row => row.Ticket.CreatedAt)
        // Stored as words, ordered by how pressing they are.
        .ByRank("priority", row => row.Ticket.Priority, [TicketPriority.Low, TicketPriority.Normal, TicketPriority.High, TicketPriority.Urgent])
        .By("updated", row => row.Ticket.UpdatedAt)
        .By("sla_due", row => row.Ticket.SlaDue);

    public long? CustomerId { get; init; }

    public long? AssigneeId { get; init; }

    public bool? Unassigned { get; init; }

    public TicketStatus? Status { get; init; }

    /// <summary>True: not resolved.</summary>
    public bool? Open { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Category { get; init; }

    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    public long? QueueId { get; init; }

    /// <summary>A promise is broken.</summary>
    public bool? Breached { get; init; }

    /// <summary>A promise is broken or breaks within so many hours by the clock.</summary>
    public int? DueWithinHours { get; init; }

    public bool? Escalated { get; init; }

    public string? Search { get; init; }

    /// <summary>Conditions on the company's own fields, by code: a value, several parted by commas, a range <c>10..50</c>, <c>*</c> any, <c>!*</c> none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<TicketView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var category = TicketRules.Category(check, session, Category, "category");
        check.Known(Status, "status");
        check.Known(Priority, "priority");
        check.Range(DueWithinHours, 0, 24 * 366, "dueWithinHours");
        if (check.Failure is { } failure)
            return failure;

        var rows = TicketRows.Of(session, session.Actor.SeesMuch ? ScopeUse.Check : ScopeUse.Lead);
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Ticket.CustomerId == customer);
        if (AssigneeId is { } assignee)
            rows = rows.Where(row => row.Ticket.AssigneeId == assignee);
        if (Unassigned is { } unassigned)
            rows = unassigned ? rows.Where(row => row.Ticket.AssigneeId == null) : rows.Where(row => row.Ticket.AssigneeId != null);
        if (Status is { } status)
            rows = rows.Where(row => row.Ticket.Status == status);
        if (Open is { } open)
            rows = open ? rows.Where(row => row.Ticket.Status != TicketStatus.Resolved) : rows.Where(row => row.Ticket.Status == TicketStatus.Resolved);
        if (Priority is { } priority)
            rows = rows.Where(row => row.Ticket.Priority == priority);
        if (category is not null)
            rows = rows.Where(row => row.Ticket.Category == category);
        if (QueueId is { } queue)
            rows = rows.Where(row => row.Ticket.QueueId == queue);
        var now = session.Now;
        if (Breached is { } breached)
        {
            rows = breached
                ? rows.Where(row => row.Ticket.BreachedAt != null || (row.Ticket.SlaDue != null && row.Ticket.SlaDue < now))
                : rows.Where(row => row.Ticket.BreachedAt == null && (row.Ticket.SlaDue == null || row.Ticket.SlaDue >= now));
        }
        if (DueWithinHours is { } hours)
        {
            var until = now.AddHours(hours);
            rows = rows.Where(row => row.Ticket.SlaDue != null && row.Ticket.SlaDue <= until);
        }

        if (Escalated is { } escalated)
            rows = escalated ? rows.Where(row => row.Ticket.EscalatedAt != null) : rows.Where(row => row.Ticket.EscalatedAt == null);
        if (CreatedFrom is { } from)
            rows = rows.Where(row => row.Ticket.CreatedAt >= from);
        if (CreatedTo is { } to)
            rows = rows.Where(row => row.Ticket.CreatedAt < to);
        // The index of words knows no field rights: who may not read what is in it is answered by subjects.
        var (described, solved) = (session.Actor.SeesField("ticket.description"), session.Actor.SeesField("ticket.resolution"));
        Expression<Func<TicketRow, string?>>[] texts = described ? [row => row.Ticket.Subject, row => row.Ticket.Description, row => row.CustomerName] : [row => row.Ticket.Subject, row => row.CustomerName];
        rows = await rows.HoldingAsync(
            session.Db, (Kinds.Ticket, described && solved ? SearchColumn.Anywhere : SearchColumn.Name), Search, session.Db.Tickets.Select(one => one.Id), row => row.Ticket.Id, row => row.Ticket.CustomerId, ct, texts);

        if (Custom is not null)
        {
            var fitting = await rows.HoldingAsync(session, Kinds.Ticket, Custom, row => row.Ticket.Id, row => row.Ticket.CustomerId, ct);
            if (!fitting.Ok)
                return fitting.Failure;
            rows = fitting.Value;
        }
        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<TicketView>(await TicketRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

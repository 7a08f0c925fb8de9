using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Tickets.Sla;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>Opens a ticket for a customer.</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record OpenTicket : Command<TicketView>
{
    public required long CustomerId { get; init; }

    public required string Subject { get; init; }

    public string? Description { get; init; }

    public string Category { get; init; } = "other";

    /// <summary>Null: the category's.</summary>
    public TicketPriority? Priority { get; init; }

    /// <summary>Null: whom the queue's dispatcher chooses, when the queue gives out by itself.</summary>
    public long? AssigneeId { get; init; }

    /// <summary>Null: the queue that takes the category, if there is one.</summary>
    public long? QueueId { get; init; }

    /// <summary>Values of the company's own fields, by code.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public long? ContactId { get; init; }

    /// <summary>Another one: admin only, to load data.</summary>
    public TicketStatus Status { get; init; } = TicketStatus.Open;

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(customer => customer.Id == CustomerId, ct))
            return Failure.NotFound(Kinds.Customer, CustomerId);

        var check = new Checks();
        check.AdminOnly(session, Status != TicketStatus.Open, "status");
        check.AdminTime(session, CreatedAt, "createdAt");
        check.AdminTime(session, ResolvedAt, "resolvedAt");
        var subject = check.Required(Subject, Limits.Subject, "subject");
        var description = check.Optional(Description, Limits.LongText, "description");
        var category = TicketRules.Category(check, session, Category, "category") ?? TicketCategory.Other;
        check.Known(Priority, "priority");
        check.Known<TicketStatus>(Status, "status");
        if (ResolvedAt is not null && Status != TicketStatus.Resolved)
            check.Fail(TicketFailures.ResolvedAtWithoutResolved());
        await TicketRules.ContactAsync(check, session, ContactId, CustomerId, ct);
        await TicketRules.QueueAsync(check, session, QueueId, ct);
        await TicketRules.AssigneeAsync(check, session, AssigneeId, CustomerId, ct);
        var custom = CustomChange.Of(check, session, Kinds.Ticket, null, Custom);
        if (check.Failure is { } failure)
            return failure;

        var created = CreatedAt ?? session.Now;
        var ticket = new Ticket
        {
            Id = await session.NewIdAsync(ct),
            CustomerId = CustomerId,
            ContactId = ContactId,
            Subject = subject,
            Description = description,
            Category = category,
            Priority = Priority ?? session.Options.Service.Category(category)?.Priority ?? TicketPriority.Normal,
            Language = TicketLanguage.Of(subject, description),
            Status = Status,
            AssigneeId = AssigneeId,
            CreatedAt = created,
            UpdatedAt = ResolvedAt ?? created,
            ResolvedAt = Status == TicketStatus.Resolved ? ResolvedAt ?? created : null,
        };
        var assignment = await QueueAsync(session, ticket, ct);
        (await TicketClock.ForAsync(session, ticket.QueueId, ct)).Start(ticket);
        TicketWork.Heard(session, ticket, null);
        custom.Apply(ticket);
        session.Db.Tickets.Add(ticket);
        await TicketNotices.AssignedAsync(session, ticket, null, ct);
        await session.SaveAsync(ct);
        var view = await TicketRows.ViewAsync(session, ticket.Id, ct);
        return view.Ok ? view.Value with { Assignment = assignment } : view;
    }

    /// <summary>Puts it into its queue, which may give it out at once. That nobody can take it is no reason not to open it.</summary>
    private async Task<QueueChoice?> QueueAsync(CrmSession session, Ticket ticket, CancellationToken ct)
    {
        var queue = QueueId is { } id
            ? await session.Db.Queues.AsNoTracking().SingleAsync(one => one.Id == id, ct)
            : await QueueRules.OfCategoryAsync(session, ticket.Category, ct);
        if (queue is null)
            return null;
        ticket.QueueId = queue.Id;
        if (!queue.AutoAssign || ticket.AssigneeId is not null || ticket.Status != TicketStatus.Open)
            return null;
        var assignment = await Dispatcher.ChooseAsync(session, ticket, queue, null, ct);
        ticket.AssigneeId = assignment.ChosenId;
        return assignment;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
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

    public TicketPriority Priority { get; init; } = TicketPriority.Normal;

    public long? AssigneeId { get; init; }

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
        var category = check.OneOf(Category, TicketRules.Categories, "category");
        check.Known<TicketPriority>(Priority, "priority");
        check.Known<TicketStatus>(Status, "status");
        if (ResolvedAt is not null && Status != TicketStatus.Resolved)
            check.Fail(TicketFailures.ResolvedAtWithoutResolved());
        await TicketRules.ContactAsync(check, session, ContactId, CustomerId, ct);
        await TicketRules.AssigneeAsync(check, session, AssigneeId, CustomerId, ct);
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
            Category = category ?? "other",
            Priority = Priority,
            Status = Status,
            AssigneeId = AssigneeId,
            CreatedAt = created,
            UpdatedAt = ResolvedAt ?? created,
            ResolvedAt = Status == TicketStatus.Resolved ? ResolvedAt ?? created : null,
        };
        session.Db.Tickets.Add(ticket);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, ticket.Id, ct);
    }
}

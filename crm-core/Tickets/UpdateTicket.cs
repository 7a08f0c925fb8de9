using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Sla;

namespace BotCrm.Core.Tickets;

/// <summary>Changes the given fields; status open or pending (resolving and reopening have their own commands).</summary>
[Requires(Permissions.TicketsWrite)]
public sealed record UpdateTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public TicketStatus? Status { get; init; }

    public long? ContactId { get; init; }

    /// <summary>Moves it to another queue; its promises are then counted by that queue's calendar.</summary>
    public long? QueueId { get; init; }

    /// <summary>Values of the company's own fields, by code; null empties, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Status == TicketStatus.Resolved)
            return TicketFailures.ResolveInstead();
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;

        var check = new Checks();
        check.Clearable(Clear, "description", "contact", "queue");
        var subject = check.Changed(Subject, Limits.Subject, "subject");
        var description = check.Changed(Description, Limits.LongText, "description");
        var category = TicketRules.Category(check, session, Category, "category");
        check.Known(Priority, "priority");
        check.Known(Status, "status");
        await TicketRules.QueueAsync(check, session, QueueId, ct);
        await TicketRules.ContactAsync(check, session, ContactId, ticket.CustomerId, ct);
        var custom = CustomChange.Of(check, session, Kinds.Ticket, ticket, Custom);
        if (check.Failure is { } failure)
            return failure;
        if (Status is not null && ticket.Status == TicketStatus.Resolved)
            return TicketFailures.ReopenFirst(ticket);

        var (priority, queue, assignee) = (ticket.Priority, ticket.QueueId, ticket.AssigneeId);
        custom.Apply(ticket);
        ticket.Subject = subject ?? ticket.Subject;
        ticket.Description = Clear.Contains("description") ? null : description ?? ticket.Description;
        ticket.Category = category ?? ticket.Category;
        ticket.Priority = Priority ?? ticket.Priority;
        ticket.ContactId = Clear.Contains("contact") ? null : ContactId ?? ticket.ContactId;
        ticket.QueueId = Clear.Contains("queue") ? null : QueueId ?? ticket.QueueId;
        if (Status is { } status)
            await TicketWork.SetStatusAsync(session, ticket, status, ct);
        if (ticket.Status != TicketStatus.Resolved && (ticket.Priority != priority || ticket.QueueId != queue))
            (await TicketClock.ForAsync(session, ticket.QueueId, ct)).Retarget(ticket, session.Now);
        TicketWork.Heard(session, ticket, assignee);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, Id, ct);
    }
}

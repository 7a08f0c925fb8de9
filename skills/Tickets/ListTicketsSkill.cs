using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("list_tickets", Effect.Read, Risk.None, "Lists tickets that fit all given filters.")]
public static class ListTicketsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? assignee = null,
        [Description("Only those nobody works on.")] bool? unassigned = null,
        [Description("Only in this status."), OneOf("open", "pending", "resolved")] string? status = null,
        [Description("True: not resolved. False: resolved.")] bool? open = null,
        [Description("Only of this priority."), OneOf("low", "normal", "high", "urgent")] string? priority = null,
        [Description("Only of this category: its code or name.")] string? category = null,
        [Description("Only of this queue.")] string? queue = null,
        [Description("True: a promised time is broken.")] bool? breached = null,
        [Description("Only those whose promised time is broken or breaks within so many hours.")] int? dueWithinHours = null,
        [Description("True: escalated.")] bool? escalated = null,
        [Description("Opened from.")] DateOnly? from = null,
        [Description("Opened to, inclusive.")] DateOnly? to = null,
        [Description("Part of the subject or description.")] string? search = null,
        [Description("Order."), OneOf("created", "priority", "updated", "sla_due")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        [OwnFields(Kinds.Ticket, OwnFieldUse.Filter)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (by?.Problem is { } noUser) return noUser;
        var (waits, noQueue) = await QueueNamed.OptionalAsync(context, queue, ct);
        if (noQueue is not null) return noQueue;
        var zone = context.Actor.TimeZone;
        var query = new ListTickets
        {
            CustomerId = of?.Id,
            AssigneeId = by?.Id,
            Unassigned = unassigned,
            Status = status is null ? null : Enum.Parse<TicketStatus>(status, ignoreCase: true),
            Open = open,
            Priority = priority is null ? null : Enum.Parse<TicketPriority>(priority, ignoreCase: true),
            Category = category,
            QueueId = waits?.Id,
            Breached = breached,
            DueWithinHours = dueWithinHours,
            Escalated = escalated,
            CreatedFrom = from is { } first ? DayOrTime.StartOf(first, zone) : null,
            CreatedTo = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
            Search = search,
            Custom = CustomArguments.Conditions(custom),
            Paging = ListAnswer.Page(context, limit, sort, descending ?? false),
        };
        var page = await context.Session.AskAsync(query, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        // Who asks by promised times wants to see them.
        var promises = breached is not null || dueWithinHours is not null || sort == "sla_due";
        var time = promises ? "sla_due" : "created";
        var answer = new ListAnswer(context, "tickets").Where(context, Kinds.Ticket, custom)
            .Only("unresolved", open == true)
            .Only("resolved", open == false)
            .Only("unassigned", unassigned == true)
            .Where("customer", of?.Name)
            .Where("assignee", by?.Name)
            .Where("status", status is null ? null : words.Term("status", status))
            .Where("priority", priority is null ? null : words.Term("priority", priority))
            .Where("category", category is null ? null : words.Term("category", category))
            .Where("queue", waits?.Name)
            .Only("breached", breached == true)
            .Only("unbroken", breached == false)
            .Where("due_within_hours", dueWithinHours is { } hours ? words.Number(hours) : null)
            .Only("escalated", escalated == true)
            .Only("not_escalated", escalated == false)
            .Between("created", from, to)
            .Where("search", search)
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["number", "subject", "customer", "priority", "status", "assignee", time, .. OwnFieldFacts.Columns(context, Kinds.Ticket, custom)],
                TicketLines.Ref,
                t => [TicketLines.Number(t), t.Subject, t.CustomerName, words.Term(t.Priority), words.Term(t.Status), t.AssigneeName ?? "", promises ? TicketLines.Sla(words, t) ?? "" : words.DayOf(t.CreatedAt), .. OwnFieldFacts.Cells(context, Kinds.Ticket, custom, t.Custom)]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}

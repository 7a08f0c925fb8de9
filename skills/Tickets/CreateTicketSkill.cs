using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("create_ticket", Effect.Write, Risk.Low, "Opens a ticket: something a customer needs from us.")]
public static class CreateTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("For which customer."), Record(Kinds.Customer)] string customer,
        [Description("What it is about, in a few words.")] string subject,
        [Description("The whole story.")] string? description = null,
        [Description("Category: its code or name.")] string? category = null,
        [Description("Priority."), OneOf("low", "normal", "high", "urgent")] string? priority = null,
        [Description("Who works on it."), Record(Kinds.User)] string? assignee = null,
        [Description("The queue it goes into; else its category decides.")] string? queue = null,
        [Description("Who at the customer asked."), Record(Kinds.Contact)] string? contact = null,
        [OwnFields(Kinds.Ticket, OwnFieldUse.Create)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (of.Problem is { } unclear) return unclear;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (by?.Problem is { } noUser) return noUser;
        var person = await context.Resolve.OptionalAsync(Kinds.Contact, "contact", contact, ct, of.Id);
        if (person?.Problem is { } noContact) return noContact;
        var (into, noQueue) = await QueueNamed.OptionalAsync(context, queue, ct);
        if (noQueue is not null) return noQueue;
        var opened = await context.Session.RunAsync(
            new OpenTicket
            {
                CustomerId = of.Id,
                Subject = subject,
                Custom = CustomArguments.Of(custom),
                Description = description,
                Category = category ?? "other",
                Priority = priority is null ? null : Enum.Parse<TicketPriority>(priority, ignoreCase: true),
                AssigneeId = by?.Id,
                ContactId = person?.Id,
                QueueId = into?.Id,
            },
            ct);
        if (!opened.Ok) return new Refused(opened.Failure);
        return new Done([TicketLines.Created(context.Words, opened.Value).WithOwn(context, opened.Value.Custom)], TicketLines.Focus(opened.Value));
    }
}

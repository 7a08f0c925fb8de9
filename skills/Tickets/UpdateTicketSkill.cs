using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("update_ticket", Effect.Write, Risk.Low, "Changes a ticket's subject, description, category, priority, or sets it open or pending.")]
public static class UpdateTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The new subject.")] string? subject = null,
        [Description("The new description.")] string? description = null,
        [Description("Category: its code or name.")] string? category = null,
        [Description("Priority."), OneOf("low", "normal", "high", "urgent")] string? priority = null,
        [Description("Status; resolving and reopening are skills of their own."), OneOf("open", "pending")] string? status = null,
        [Description("Moves it into this queue.")] string? queue = null,
        [OwnFields(Kinds.Ticket, OwnFieldUse.Update)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("ticket", "customer")) return context.WhatToChange(ticket ?? customer ?? "");
        var (into, noQueue) = await QueueNamed.OptionalAsync(context, queue, ct);
        if (noQueue is not null) return noQueue;
        return await TicketChange.RunAsync(
            context,
            ticket,
            customer,
            open: true,
            before => new UpdateTicket
            {
                Id = before.Id,
                Subject = subject,
                Custom = CustomArguments.Of(custom),
                Description = description,
                Category = category,
                QueueId = into?.Id,
                Priority = priority is null ? null : Enum.Parse<TicketPriority>(priority, ignoreCase: true),
                Status = status is null ? null : Enum.Parse<TicketStatus>(status, ignoreCase: true),
            },
            ct);
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("escalate_ticket", Effect.Write, Risk.Low, "Brings a ticket before the assignee's manager or the queue's lead; again: one further up.")]
public static class EscalateTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Why.")] string? reason = null,
        [Description("To somebody in particular."), Record(Kinds.User)] string? to = null,
        CancellationToken ct = default)
    {
        var above = await context.Resolve.OptionalAsync(Kinds.User, "to", to, ct);
        if (above?.Problem is { } noUser) return noUser;
        return await TicketChange.RunAsync(context, ticket, customer, open: true, before => new EscalateTicket { Id = before.Id, Reason = reason, ToId = above?.Id }, ct);
    }
}

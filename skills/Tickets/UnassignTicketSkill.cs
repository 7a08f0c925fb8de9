using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("unassign_ticket", Effect.Write, Risk.Low, "Gives a ticket back to its queue, so that nobody works on it.")]
public static class UnassignTicketSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        TicketChange.RunAsync(context, ticket, customer, open: true, before => new AssignTicket { Id = before.Id }, ct);
}

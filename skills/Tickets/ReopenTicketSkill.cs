using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("reopen_ticket", Effect.Write, Risk.Low, "Reopens a resolved ticket.")]
public static class ReopenTicketSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Why.")] string? reason = null,
        CancellationToken ct = default) =>
        TicketChange.RunAsync(context, ticket, customer, open: false, before => new ReopenTicket { Id = before.Id, Reason = reason }, ct);
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("resolve_ticket", Effect.Write, Risk.Low, "Resolves a ticket.")]
public static class ResolveTicketSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("How it was solved.")] string? resolution = null,
        CancellationToken ct = default) =>
        TicketChange.RunAsync(context, ticket, customer, open: true, before => new ResolveTicket { Id = before.Id, Resolution = resolution }, ct);
}

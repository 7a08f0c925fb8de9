using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("rate_ticket", Effect.Write, Risk.Low, "Notes how content the customer is with how a ticket was handled, 1 (not at all) to 5 (very).")]
public static class RateTicketSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("1 to 5.")] int score,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("What the customer said.")] string? comment = null,
        CancellationToken ct = default) =>
        TicketChange.RunAsync(context, ticket, customer, open: null, before => new RateTicket { Id = before.Id, Score = score, Comment = comment }, ct);
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("assign_ticket", Effect.Write, Risk.Low, "Gives a ticket to a colleague.")]
public static class AssignTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("To whom."), Record(Kinds.User)] string assignee,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var to = await context.Resolve.UserAsync("assignee", assignee, ct);
        if (to.Problem is { } problem) return problem;
        return await TicketChange.RunAsync(context, ticket, customer, open: true, before => new AssignTicket { Id = before.Id, AssigneeId = to.Id }, ct);
    }
}

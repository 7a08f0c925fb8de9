using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("assign_ticket", Effect.Write, Risk.Low, "Gives a ticket to a colleague; without one, to whoever of its queue has the skill and the least to do.")]
public static class AssignTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("To whom; leave it out to let the queue choose."), Record(Kinds.User)] string? assignee = null,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        if (assignee is null) return await TicketChange.RunAsync(context, ticket, customer, open: true, before => new AssignTicket { Id = before.Id, Auto = true }, ct);
        var to = await context.Resolve.UserAsync("assignee", assignee, ct);
        if (to.Problem is { } problem) return problem;
        return await TicketChange.RunAsync(context, ticket, customer, open: true, before => new AssignTicket { Id = before.Id, AssigneeId = to.Id }, ct);
    }
}

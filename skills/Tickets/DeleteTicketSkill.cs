using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("delete_ticket", Effect.Write, Risk.High, "Deletes a ticket.")]
public static class DeleteTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Ticket, ticket, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var deleted = await context.Session.RunAsync(new DeleteTicket { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        return new Done([TicketLines.Deleted(context.Words, deleted.Value)], [SkillContext.CustomerRef(deleted.Value.CustomerId, deleted.Value.CustomerName)]);
    }
}

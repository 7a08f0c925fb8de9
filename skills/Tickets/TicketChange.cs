using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

/// <summary>What every change of one ticket has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class TicketChange
{
    /// <param name="open">Which of a customer's tickets come into question when only the customer is named.</param>
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context, string? ticket, string? customer, bool? open, Func<TicketView, Command<TicketView>> change, CancellationToken ct)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Ticket, ticket, customer, open, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetTicket { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(change(before.Value), ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([TicketLines.Changed(context.Words, before.Value, after.Value).WithOwn(context, after.Value.Custom, before.Value.Custom)], TicketLines.Focus(after.Value));
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("merge_tickets", Effect.Write, Risk.High, "Merges one ticket into another of the same customer; all that hangs on it moves.")]
public static class MergeTicketsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The ticket that stays, by number or subject."), Record(Kinds.Ticket)] string into,
        [Description("The ticket that goes into it, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Their customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var from = await context.Resolve.OfCustomerAsync(Kinds.Ticket, ticket, customer, null, ct);
        if (from.Problem is { } unclear) return unclear;
        var target = await context.Resolve.NamedAsync(Kinds.Ticket, "into", into, null, ct);
        if (target.Problem is { } noTarget) return noTarget;
        var session = context.Session;
        var before = await session.AskAsync(new GetTicket { Id = target.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var merged = await session.RunAsync(new MergeTickets { Id = from.Id, IntoId = target.Id }, ct);
        if (!merged.Ok) return new Refused(merged.Failure);
        var gone = await session.AskAsync(new GetTicket { Id = from.Id }, ct);
        var words = context.Words;
        var lines = new List<ChangeLine>();
        if (gone.Ok) lines.Add(TicketLines.Merged(words, gone.Value, merged.Value));
        if (TicketLines.Changed(words, before.Value, merged.Value) is { Facts.Count: > 0 } change) lines.Add(change);
        return new Done(lines, TicketLines.Focus(merged.Value));
    }
}

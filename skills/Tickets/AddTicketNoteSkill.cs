using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("add_ticket_note", Effect.Write, Risk.Low, "Adds to a ticket's conversation: a note among ourselves, a reply to the customer, or what the customer said.")]
public static class AddTicketNoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The words.")] string text,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Who speaks to whom; internal when not said."), OneOf("internal", "reply", "customer")] string? noteKind = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Ticket, ticket, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetTicket { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var kind = noteKind is null ? TicketNoteKind.Internal : Enum.Parse<TicketNoteKind>(noteKind, ignoreCase: true);
        var added = await context.Session.RunAsync(new AddTicketNote { TicketId = which.Id, Text = text, Kind = kind }, ct);
        if (!added.Ok) return new Refused(added.Failure);
        var after = await context.Session.AskAsync(new GetTicket { Id = which.Id }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        var lines = new List<ChangeLine> { TicketLines.Noted(context.Words, added.Value, after.Value) };
        if (TicketLines.Changed(context.Words, before.Value, after.Value) is { Facts.Count: > 0 } change) lines.Add(change);
        return new Done(lines, TicketLines.Focus(after.Value));
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("show_ticket", Effect.Read, Risk.None, "Shows one ticket with everything in it.")]
public static class ShowTicketSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which ticket, by number or subject."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Ticket, ticket, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetTicket { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        return new Answered(new TicketReply(context.Words.Language, Text(context.Words, found.Value), found.Value), TicketLines.Focus(found.Value));
    }

    private static string Text(Words words, TicketView ticket)
    {
        var facts = new FactList(words)
            .Add("customer", ticket.CustomerName)
            .Add("contact", ticket.ContactName)
            .Add("status", words.Term(ticket.Status))
            .Add("priority", words.Term(ticket.Priority))
            .Add("category", words.Term("category", ticket.Category))
            .Add("assignee", ticket.AssigneeName ?? words.Say("nobody"))
            .Add("created", words.Time(ticket.CreatedAt))
            .Add("description", ticket.Description)
            .Add("resolution", ticket.Resolution);
        return string.Join('\n', [$"{TicketLines.Number(ticket)} {ticket.Subject}", .. facts.All.Select(f => $"{f.Label}: {f.Value}")]);
    }
}

using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tickets;

[Skill("show_ticket", Effect.Read, Risk.None, "Shows one ticket with everything in it.")]
public static class ShowTicketSkill
{
    private const int NotesShown = 5;

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
        var notes = await context.Session.AskAsync(new ListTicketNotes { TicketId = which.Id, Paging = new Paging(NotesShown, Descending: true) }, ct);
        var told = notes.Ok ? notes.Value.Items.Reverse().ToList() : [];
        List<Fact> own = [.. OwnFieldFacts.All(context, Kinds.Ticket, found.Value.Custom)];
        var reply = new TicketReply(context.Words.Language, Text(context.Words, found.Value, told, own), found.Value)
        {
            Extra = [.. Extra(context.Words, found.Value).All, .. own],
            Notes = [.. told.Select(n => new Fact(Said(context.Words, n), n.Text))],
        };
        return new Answered(reply, TicketLines.Focus(found.Value));
    }

    private static FactList Extra(Words words, TicketView ticket) => new FactList(words)
        .Add("queue", ticket.Queue?.Name)
        .Add("sla_due", TicketLines.Sla(words, ticket))
        .Add("escalated", TicketLines.Escalated(words, ticket))
        .Add("merged_into", ticket.MergedIntoId is { } into ? "#" + into.ToString(CultureInfo.InvariantCulture) : null)
        .Add("reopened", TicketLines.Reopened(ticket))
        .Add("rating", TicketLines.Rating(ticket))
        .Add("comment", ticket.RatingComment);

    private static string Said(Words words, TicketNoteView note) => $"{words.Term("note_kind", note.Kind.ToString())} · {note.AuthorName} · {words.Time(note.CreatedAt)}";

    private static string Text(Words words, TicketView ticket, IReadOnlyList<TicketNoteView> notes, IReadOnlyList<Fact> own)
    {
        var facts = new FactList(words)
            .Add("customer", ticket.CustomerName)
            .Add("contact", ticket.ContactName)
            .Add("status", words.Term(ticket.Status))
            .Add("priority", words.Term(ticket.Priority))
            .Add("category", TicketLines.Category(words, ticket))
            .Add("assignee", ticket.AssigneeName ?? words.Say("nobody"))
            .Add("created", words.Time(ticket.CreatedAt))
            .Add("description", ticket.Description)
            .Add("resolution", ticket.Resolution);
        return string.Join('\n', [$"{TicketLines.Number(ticket)} {ticket.Subject}", .. facts.All.Concat(Extra(words, ticket).All).Concat(own).Select(f => $"{f.Label}: {f.Value}"), .. notes.Select(n => $"{Said(words, n)}: {ListAnswer.OneLine(n.Text)}")]);
    }
}

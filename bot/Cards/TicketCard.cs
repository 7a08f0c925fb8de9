using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>One ticket in full.</summary>
internal static class TicketCard
{
    public static JsonObject Draw(TicketReply reply, CardContext card)
    {
        var (ticket, words) = (reply.Ticket, card.Phrases);
        var body = new List<JsonObject> { Elements.Title(ticket.Subject, string.Create(CultureInfo.InvariantCulture, $"#{ticket.Id}"), "Accent") };
        if (!string.IsNullOrWhiteSpace(ticket.Description))
            body.Add(Elements.Body(ticket.Description));
        body.AddRange(Elements.Facts(
        [
            new Fact(words.Customer, ticket.CustomerName),
            new Fact(words.Contact, ticket.ContactName ?? ""),
            new Fact(words.Status, card.Terms.Term(ticket.Status)),
            new Fact(words.Priority, card.Terms.Term(ticket.Priority)),
            new Fact(words.Category, card.Terms.Has("category." + ticket.Category) ? card.Terms.Term("category", ticket.Category) : card.Terms.Language == "zh" ? ticket.CategoryChinese : ticket.CategoryEnglish),
            new Fact(words.Assignee, ticket.AssigneeName ?? words.Unassigned),
            new Fact(words.Created, card.When(ticket.CreatedAt)),
            new Fact(words.Resolved, ticket.ResolvedAt is { } at ? card.When(at) : ""),
            new Fact(words.Resolution, ticket.Resolution ?? ""),
            .. reply.Extra,
        ]));
        foreach (var note in reply.Notes)
        {
            body.Add(Elements.Note(note.Label));
            body.Add(Elements.Body(note.Value));
        }

        return card.Card(body);
    }
}

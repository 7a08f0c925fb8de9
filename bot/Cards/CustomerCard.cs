using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Core.Contacts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>A customer at a glance: who they are, who we know there, what is open, what happened last.</summary>
internal static class CustomerCard
{
    public static JsonObject Draw(CustomerReply reply, CardContext card)
    {
        var (summary, words) = (reply.Summary, card.Phrases);
        var customer = summary.Customer;
        var about = new[] { card.Terms.Term(customer.Lifecycle), customer.Industry, customer.City }.Where(part => !string.IsNullOrWhiteSpace(part));
        var body = new List<JsonObject>
        {
            Elements.Title(customer.Name),
            Elements.Note(string.Join(" · ", about)),
        };

        var figures = new List<Fact>();
        if (summary.OpenAmounts is { } open)
            figures.Add(new Fact(words.OpenAmount, card.Terms.Sum(open)));
        if (summary.WonAmounts is { Count: > 0 } won)
            figures.Add(new Fact(words.WonAmount, card.Terms.Sum(won)));
        if (customer.LastInteractionAt is { } last)
            figures.Add(new Fact(words.LastInteraction, card.Terms.DayOf(last)));
        if (figures.Count > 0)
            body.Add(FigureTiles.Draw(figures));

        body.AddRange(Elements.Facts(
        [
            new Fact(words.Owner, customer.OwnerName),
            new Fact(words.Aliases, string.Join(words.And, customer.Aliases)),
            new Fact(words.Source, customer.Source ?? ""),
            new Fact(words.Tags, string.Join(words.And, customer.Tags)),
            .. reply.Profile,
            new Fact(words.Notes, customer.Notes ?? ""),
        ]));

        AddSection(body, words.Contacts, summary.Contacts.Select(Contact));
        AddSection(body, words.Opportunities, summary.OpenOpportunities.Select(o => Opportunity(o, card)));
        AddSection(body, card.Terms.Label("sale_papers"), Elements.Facts(reply.Sales));
        AddSection(body, words.Tickets, summary.OpenTickets.Select(t => Ticket(t, card)));
        AddSection(body, words.Tasks, summary.OpenTasks.Select(t => Task(t, card)));
        var latest = string.Create(CultureInfo.InvariantCulture, $"{words.Interactions} ({summary.InteractionCount})");
        AddSection(body, latest, summary.Interactions.Select(i => Interaction(i, card)));
        return card.Card(body);
    }

    private static void AddSection(List<JsonObject> body, string heading, IEnumerable<JsonObject> lines)
    {
        var items = lines.ToList();
        if (items.Count > 0)
            body.Add(Elements.Container([Elements.Heading(heading), .. items], separator: true).Spaced("Medium"));
    }

    private static JsonObject Contact(ContactView contact)
    {
        var ways = string.Join(" · ", new[] { contact.Title, contact.Phone, contact.Email, contact.WeChat }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Elements.Line(new Run(contact.Name, Bold: true), new Run(ways.Length == 0 ? "" : "  " + ways, Subtle: true)).Spaced("Small");
    }

    private static JsonObject Opportunity(OpportunityView opportunity, CardContext card)
    {
        var details = new List<string> { card.Terms.Stage(opportunity) };
        if (opportunity.Amount is { } amount)
            details.Add(card.Terms.Money(amount, opportunity.Currency));
        if (opportunity.CloseDate is { } close)
            details.Add($"{card.Phrases.Closes} {card.Terms.Day(close)}");
        return WithLateness(opportunity.Name, string.Join(" · ", details), opportunity.Overdue, card);
    }

    private static JsonObject Ticket(TicketView ticket, CardContext card)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"#{ticket.Id} ");
        var details = $"{card.Terms.Term(ticket.Priority)} · {card.Terms.Term(ticket.Status)} · {ticket.AssigneeName ?? card.Phrases.Unassigned}";
        return Elements.Line(new Run(number, Subtle: true), new Run(ticket.Subject, Bold: true), new Run("  " + details, Subtle: true)).Spaced("Small");
    }

    private static JsonObject Task(TaskView task, CardContext card)
    {
        var due = card.Terms.Due(task) is { } when ? $"{card.Phrases.Due} {when} · " : "";
        return WithLateness(task.Title, due + task.AssigneeName, task.Overdue, card);
    }

    private static JsonObject Interaction(InteractionView interaction, CardContext card)
    {
        var source = $"{card.Terms.Term(interaction.Kind)} · {card.Terms.DayOf(interaction.When)} · {interaction.AuthorName}";
        var lines = new List<JsonObject> { Elements.Line(new Run(source, Subtle: true, Size: "Small")), Elements.Line(new Run(interaction.Summary)).Spaced("None") };
        if (!string.IsNullOrWhiteSpace(interaction.NextStep))
            lines.Add(Elements.Line(new Run("→ " + card.Phrases.NextStep + ": ", Subtle: true), new Run(interaction.NextStep)).Spaced("None"));
        return Elements.Container(lines).Spaced("Small");
    }

    private static JsonObject WithLateness(string name, string details, bool late, CardContext card)
    {
        var runs = new List<Run> { new(name, Bold: true), new("  " + details, Subtle: true) };
        if (late)
            runs.Add(new Run("  " + card.Phrases.Overdue, Color: "Attention"));
        return Elements.Line(runs).Spaced("Small");
    }
}

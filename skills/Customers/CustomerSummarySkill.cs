using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("customer_summary", Effect.Read, Risk.None, "Everything about one customer: contacts, newest interactions, open opportunities and quotes, running contracts, money owed, tickets and tasks.")]
public static class CustomerSummarySkill
{
    private const int Shown = 5;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var summary = await context.Session.AskAsync(new GetCustomerSummary { Id = which.Id }, ct);
        if (!summary.Ok) return new Refused(summary.Failure);
        IReadOnlyList<Fact> profile = [.. CustomerLines.Profile(context.Words, summary.Value.Customer), .. OwnFieldFacts.All(context, Kinds.Customer, summary.Value.Customer.Custom)];
        var sales = Sales(context.Words, summary.Value);
        var text = Text(context.Words, summary.Value, profile, sales);
        return new Answered(new CustomerReply(context.Words.Language, text, summary.Value) { Profile = profile, Sales = sales }, [CustomerLines.Ref(summary.Value.Customer)]);
    }

    private static List<Fact> Sales(Words words, CustomerSummary summary)
    {
        var facts = new List<Fact>();
        foreach (var quote in summary.OpenQuotes.Take(Shown))
        {
            var until = quote.ValidUntil is { } day ? $"{words.Label("valid_until")} {words.Day(day)}" : null;
            facts.Add(new Fact($"{words.Label("quote")} {quote.FullNumber}", Joined(words.Money(quote.Totals.Total, quote.Currency), words.Term("status", quote.Status.ToString()), until)));
        }
        foreach (var contract in summary.ActiveContracts.Take(Shown))
        {
            var end = contract.EndsOn is { } day ? $"{words.Label("end")} {words.Day(day)}" : null;
            facts.Add(new Fact($"{words.Label("contract")} {contract.Number}", Joined(contract.Title, words.Money(contract.Value, contract.Currency), end)));
        }
        foreach (var owed in summary.Owed ?? [])
            facts.Add(words.Fact("owed", owed.Overdue.Amount == 0 ? words.Money(owed.Open) : words.Say("summary.owed", ("sum", words.Money(owed.Open)), ("overdue", words.Money(owed.Overdue)))));
        return facts;
    }

    private static string Text(Words words, CustomerSummary summary, IReadOnlyList<Fact> profile, IReadOnlyList<Fact> sales)
    {
        var customer = summary.Customer;
        var head = new List<string>
        {
            Joined(customer.Name, customer.Industry, customer.City),
            words.Say("summary.owner", ("owner", customer.OwnerName), ("lifecycle", words.Term(customer.Lifecycle))),
        };
        if (customer.Tags.Count > 0) head.Add(words.Say("summary.tags", ("tags", words.Join(customer.Tags))));
        var lines = new List<string> { words.Sentences(head) };
        lines.AddRange(profile.Select(fact => $"{fact.Label}: {ListAnswer.OneLine(fact.Value)}"));
        Section(lines, words, "contacts", summary.Contacts.Count, summary.Contacts.Select(c => Joined(c.Name, c.Title, c.Phone, c.Email)));
        Section(lines, words, "open_opportunities", summary.OpenOpportunities.Count, summary.OpenOpportunities.Select(o =>
            Joined(o.Name, words.Stage(o), o.Amount is { } amount ? words.Money(amount, o.Currency) : null, o.CloseDate is { } day ? words.Day(day) : null)));
        if (summary.OpenAmounts is { Count: > 0 } open) lines.Add(words.Say("summary.open_amount", ("sum", words.Sum(open))));
        if (summary.WonAmounts is { Count: > 0 } won) lines.Add(words.Say("summary.won_amount", ("sum", words.Sum(won))));
        lines.AddRange(sales.Select(fact => $"{fact.Label}: {ListAnswer.OneLine(fact.Value)}"));
        Section(lines, words, "open_tickets", summary.OpenTickets.Count, summary.OpenTickets.Select(t =>
            Joined("#" + t.Id.ToString(CultureInfo.InvariantCulture), t.Subject, words.Term(t.Priority), words.Term(t.Status))));
        Section(lines, words, "open_tasks", summary.OpenTasks.Count, summary.OpenTasks.Select(t => Joined(t.Title, words.Due(t), t.AssigneeName)));
        Section(lines, words, "interactions", summary.InteractionCount, summary.Interactions.Select(i => Joined(words.DayOf(i.When), words.Term(i.Kind), i.Summary)));
        return string.Join('\n', lines);
    }

    private static void Section(List<string> lines, Words words, string field, int count, IEnumerable<string> items)
    {
        if (count == 0) return;
        lines.Add($"{words.Label(field)} ({count.ToString(CultureInfo.InvariantCulture)}):");
        lines.AddRange(items.Take(Shown).Select(i => "- " + ListAnswer.OneLine(i)));
    }

    private static string Joined(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));
}

using System.ComponentModel;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

[Skill("search_history", Effect.Read, Risk.None, "What somebody said or what happened: searches interactions and tickets and gives the passages with their sources.")]
public static class SearchHistorySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What to look for; without it, the newest.")] string? text = null,
        [Description("Only about this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only with this person."), Record(Kinds.Contact)] string? contact = null,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        CancellationToken ct = default)
    {
        var about = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (about?.Problem is { } noCustomer) return noCustomer;
        var person = await context.Resolve.OptionalAsync(Kinds.Contact, "contact", contact, ct, about?.Id);
        if (person?.Problem is { } noContact) return noContact;
        var zone = context.Actor.TimeZone;
        var query = new SearchHistory
        {
            Text = text,
            CustomerId = about?.Id,
            ContactId = person?.Id,
            From = from is { } first ? DayOrTime.StartOf(first, zone) : null,
            To = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
        };
        var found = await context.Session.AskAsync(query, ct);
        if (!found.Ok) return new Refused(found.Failure);

        var words = context.Words;
        var reading = new ListAnswer(context, "history").Where("text", text).Where("customer", about?.Name).Where("contact", person?.Name).Between("when", from, to).Reading;
        var lines = new List<string> { words.Say(found.Value.Count == 0 ? "history.none" : "history.head", ("what", reading)) };
        lines.AddRange(found.Value.Select(p => words.Say(
            "history.passage",
            ("when", words.DayOf(p.When)),
            ("kind", words.Term("kind", p.Kind)),
            ("id", p.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("customer", p.CustomerName),
            ("author", p.AuthorName ?? "–"),
            ("text", ListAnswer.OneLine(p.Text)))));
        var focus = new List<RecordRef>();
        if (about is not null) focus.Add(about.Value.Record!);
        if (person is not null) focus.Add(person.Value.Record!);
        return new Answered(new PassagesReply(words.Language, string.Join('\n', lines), words.Say("list.history"), found.Value), focus);
    }
}

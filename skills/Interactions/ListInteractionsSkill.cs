using System.ComponentModel;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

[Skill("list_interactions", Effect.Read, Risk.None, "Lists interactions, newest first.")]
public static class ListInteractionsSkill
{
    private const int Longest = 140;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only with this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only with this person."), Record(Kinds.Contact)] string? contact = null,
        [Description("Only of this kind."), OneOf("call", "email", "meeting", "visit", "wechat", "note")] string? kind = null,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("Only those written by this colleague."), Record(Kinds.User)] string? author = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var with = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (with?.Problem is { } noCustomer) return noCustomer;
        var person = await context.Resolve.OptionalAsync(Kinds.Contact, "contact", contact, ct, with?.Id);
        if (person?.Problem is { } noContact) return noContact;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "author", author, ct);
        if (by?.Problem is { } noAuthor) return noAuthor;
        var zone = context.Actor.TimeZone;
        var query = new ListInteractions
        {
            CustomerId = with?.Id,
            ContactId = person?.Id,
            AuthorId = by?.Id,
            Kind = kind is null ? null : Enum.Parse<InteractionKind>(kind, ignoreCase: true),
            From = from is { } first ? DayOrTime.StartOf(first, zone) : null,
            To = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
            Paging = ListAnswer.Page(context, limit, "when", descending: true),
        };
        var page = await context.Session.AskAsync(query, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "interactions")
            .Where("customer", with?.Name)
            .Where("contact", person?.Name)
            .Where("kind", kind is null ? null : words.Term("interaction", kind))
            .Between("when", from, to)
            .Where("author", by?.Name)
            .Reply(
                page.Value,
                ["when", "kind", "customer", "summary", "author"],
                i => InteractionLines.Ref(words, i),
                i => [words.Time(i.When), words.Term(i.Kind), i.CustomerName, i.Summary.Length > Longest ? i.Summary[..(Longest - 1)] + "…" : i.Summary, i.AuthorName]);
        return with is null ? answer : answer with { Focus = [with.Value.Record!, .. answer.Focus] };
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("list_quotes", Effect.Read, Risk.None, "Lists quotes that fit all given filters.")]
public static class ListQuotesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Only of this colleague's opportunities."), Record(Kinds.User)] string? owner = null,
        [Description("Only in this status."), OneOf("draft", "waiting", "approved", "sent", "accepted", "declined", "expired", "replaced")] string? status = null,
        [Description("True: not answered, replaced or expired. False: the others.")] bool? open = null,
        [Description("Order."), OneOf("created", "total", "valid_until", "number")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var sale = await context.Resolve.OptionalAsync(Kinds.Opportunity, "opportunity", opportunity, ct, of?.Id);
        if (sale?.Problem is { } noSale) return noSale;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var page = await context.Session.AskAsync(
            new ListQuotes
            {
                CustomerId = of?.Id,
                OpportunityId = sale?.Id,
                OwnerId = by?.Id,
                Status = status is null ? null : Enum.Parse<QuoteStatus>(status, ignoreCase: true),
                Current = status is null ? true : null,
                Open = open,
                Paging = ListAnswer.Page(context, limit, sort, descending ?? sort is null),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "quotes")
            .Only("open", open == true)
            .Where("customer", of?.Name)
            .Where("opportunity", sale?.Name)
            .Where("owner", by?.Name)
            .Where("status", status is null ? null : words.Term("status", status))
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["number", "customer", "opportunity", "total", "status", "valid_until"],
                QuoteLines.Ref,
                q => [q.FullNumber, q.CustomerName, q.OpportunityName, context.Money(q.Totals.Total, q.Currency, q.CompanyTotal), QuoteLines.Status(words, q), q.ValidUntil is { } day ? words.Day(day) : ""]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}

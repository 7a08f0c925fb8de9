using System.ComponentModel;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("create_contract", Effect.Write, Risk.Low, "Makes a contract from an accepted quote, from a won opportunity, or for a customer alone.")]
public static class CreateContractSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("With which customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("From which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("From which accepted quote."), Record(Kinds.Quote)] string? quote = null,
        [Description("What it is called; by default as the opportunity.")] string? title = null,
        [Description("What it is worth; by default as the quote or the opportunity.")] decimal? value = null,
        [Description("ISO 4217 code, where one was named.")] string? currency = null,
        [Description("Its first day; today when not said.")] DateOnly? start = null,
        [Description("Its last day.")] DateOnly? end = null,
        [Description("How many months it runs, instead of its last day.")] int? months = null,
        [Description("How it is renewed."), OneOf("none", "manual", "automatic")] string? renewal = null,
        [Description("Days of notice before its end.")] int? noticeDays = null,
        [Description("Why its value is not that of the quote.")] string? reason = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var offer = await context.Resolve.OptionalAsync(Kinds.Quote, "quote", quote, ct, of?.Id);
        if (offer?.Problem is { } noQuote) return noQuote;
        Found? sale = null;
        if (opportunity is not null)
        {
            sale = await context.Resolve.OfCustomerAsync(Kinds.Opportunity, opportunity, customer, null, ct);
            if (sale.Value.Problem is { } noSale) return noSale;
        }

        // Of a customer alone, the one accepted quote that waits for its contract is meant.
        var quoteId = offer?.Id;
        if (of is null && offer is null && sale is null)
        {
            var focus = context.Focus.FirstOrDefault(record => record.Kind is Kinds.Quote or Kinds.Opportunity or Kinds.Customer);
            if (focus is null) return new Ask("customer", AnswerKind.Record, context.Words.Say("ask.customer"), []);
            if (focus.Kind == Kinds.Quote) quoteId = focus.Id;
            else if (focus.Kind == Kinds.Opportunity) sale = focus;
            else of = focus;
        }

        if (of is not null && quoteId is null && sale is null
            && await context.Session.AskAsync(new ListQuotes { CustomerId = of.Value.Id, Status = QuoteStatus.Accepted, Paging = new Paging(10) }, ct) is { Ok: true } accepted)
        {
            var used = await context.Session.AskAsync(new ListContracts { CustomerId = of.Value.Id, Paging = new Paging(Paging.MaxLimit) }, ct);
            var free = accepted.Value.Items.Where(one => !used.Ok || used.Value.Items.All(c => c.QuoteId != one.Id || c.Status == ContractStatus.Cancelled)).ToList();
            if (free is [var only]) quoteId = only.Id;
        }

        if (months is <= 0 or > 1200) return new Ask("months", AnswerKind.Amount, context.Words.Say("ask.months"), []);
        var first = start ?? context.Today;
        var created = await context.Session.RunAsync(
            new CreateContract
            {
                CustomerId = of?.Id,
                OpportunityId = sale?.Id,
                QuoteId = quoteId,
                Title = title,
                Value = value,
                Currency = currency,
                StartsOn = start,
                EndsOn = end ?? (months is { } run ? first.AddMonths(run).AddDays(-1) : null),
                Renewal = renewal is null ? Renewal.None : Enum.Parse<Renewal>(renewal, ignoreCase: true),
                NoticeDays = noticeDays,
                ValueReason = reason,
            },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([ContractLines.Created(context.Words, created.Value)], ContractLines.Focus(created.Value));
    }
}

using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("create_quote", Effect.Write, Risk.Low, "Makes a quote for an opportunity. Without lines it has one: the opportunity's name and amount.")]
public static class CreateQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("For which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Lines such as \"10 pcs x Sensor T1 @ 250 -5%\": quantity and unit x product @ unit price -discount.")] IReadOnlyList<string>? lines = null,
        [Description("What is offered, when it is one product.")] string? product = null,
        [Description("How many of it.")] decimal? quantity = null,
        [Description("Its unit.")] string? unit = null,
        [Description("Price of one.")] decimal? unitPrice = null,
        [Description("Discount on this product, in percent.")] decimal? lineDiscount = null,
        [Description("Discount on the whole, in percent.")] decimal? discount = null,
        [Description("Tax, in percent.")] decimal? tax = null,
        [Description("The last day on which it can be accepted.")] DateOnly? validUntil = null,
        [Description("ISO 4217 code, where one was named.")] string? currency = null,
        [Description("A note for the customer.")] string? note = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Opportunity, opportunity, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var (items, problem) = GivenLines.Read(context, lines, product, quantity, unit, unitPrice, lineDiscount);
        if (problem is not null) return problem;
        if (items is null && await context.Session.AskAsync(new GetOpportunity { Id = which.Id }, ct) is { Ok: true, Value: { Amount: { } amount } sale } && (currency is null || string.Equals(currency, sale.Currency, StringComparison.OrdinalIgnoreCase)))
            items = [new QuoteItem { Text = sale.Name, UnitPrice = amount }];
        var created = await context.Session.RunAsync(
            new CreateQuote { OpportunityId = which.Id, Lines = items ?? [], DiscountPercent = discount ?? 0, TaxPercent = tax, ValidUntil = validUntil, Currency = currency, Note = note },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([QuoteLines.Created(context.Words, created.Value)], QuoteLines.Focus(created.Value));
    }
}

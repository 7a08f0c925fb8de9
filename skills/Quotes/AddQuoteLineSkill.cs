using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("add_quote_line", Effect.Write, Risk.Low, "Adds a product to a quote that was not sent yet.")]
public static class AddQuoteLineSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What is offered.")] string product,
        [Description("Price of one.")] decimal unitPrice,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("How many; 1 when not said.")] decimal? quantity = null,
        [Description("Its unit.")] string? unit = null,
        [Description("Discount on this product, in percent.")] decimal? lineDiscount = null,
        CancellationToken ct = default) =>
        QuoteChange.RunAsync(
            context, quote, customer, true,
            before => new AddQuoteLine { Id = before.Id, Line = new QuoteItem { Text = product, Quantity = quantity ?? 1, Unit = unit, UnitPrice = unitPrice, DiscountPercent = lineDiscount ?? 0 } }, ct);
}

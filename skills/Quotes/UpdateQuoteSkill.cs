using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("update_quote", Effect.Write, Risk.Low, "Changes a quote that was not sent yet: discount, tax, validity, note (its lines have their own).")]
public static class UpdateQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Discount on the whole, in percent.")] decimal? discount = null,
        [Description("Tax, in percent.")] decimal? tax = null,
        [Description("The last day on which it can be accepted.")] DateOnly? validUntil = null,
        [Description("A note for the customer.")] string? note = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("quote", "customer")) return context.WhatToChange(quote ?? customer ?? "");
        return await QuoteChange.RunAsync(
            context, quote, customer, true,
            before => new UpdateQuote { Id = before.Id, DiscountPercent = discount, TaxPercent = tax, ValidUntil = validUntil, Note = note }, ct);
    }
}

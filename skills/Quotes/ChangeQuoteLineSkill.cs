using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("change_quote_line", Effect.Write, Risk.Low, "Changes one line of a quote that was not sent yet.")]
public static class ChangeQuoteLineSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Which line, counted from 1.")] int? line = null,
        [Description("Which line, by its product.")] string? product = null,
        [Description("How many.")] decimal? quantity = null,
        [Description("Its unit.")] string? unit = null,
        [Description("Price of one.")] decimal? unitPrice = null,
        [Description("Discount on this product, in percent.")] decimal? lineDiscount = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("quote", "customer", "line", "product")) return context.WhatToChange(product ?? quote ?? customer ?? "");
        var which = await context.Resolve.OfCustomerAsync(Kinds.Quote, quote, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var found = await context.Session.AskAsync(new GetQuote { Id = which.Id }, ct);
        if (!found.Ok) return new Refused(found.Failure);
        if (GivenLines.Find(found.Value, line, product) is not { } number) return GivenLines.Which(context, found.Value);
        return await QuoteChange.RunAsync(
            context, $"quote:{which.Id}", null, null,
            before => new ChangeQuoteLine { Id = before.Id, Line = number, Quantity = quantity, Unit = unit, UnitPrice = unitPrice, DiscountPercent = lineDiscount }, ct);
    }
}

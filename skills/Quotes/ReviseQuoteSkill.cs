using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("revise_quote", Effect.Write, Risk.Low, "Makes a new version of a quote, with the given changes; the older version counts as replaced.")]
public static class ReviseQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Lines such as \"10 pcs x Sensor T1 @ 250 -5%\": quantity and unit x product @ unit price -discount.")] IReadOnlyList<string>? lines = null,
        [Description("Discount on the whole, in percent.")] decimal? discount = null,
        [Description("Tax, in percent.")] decimal? tax = null,
        [Description("The last day on which it can be accepted.")] DateOnly? validUntil = null,
        [Description("A note for the customer.")] string? note = null,
        CancellationToken ct = default)
    {
        var (items, problem) = GivenLines.Read(context, lines);
        if (problem is not null) return problem;
        return await QuoteChange.RunAsync(
            context, quote, customer, null,
            before => new ReviseQuote { Id = before.Id, Lines = items, DiscountPercent = discount, TaxPercent = tax, ValidUntil = validUntil, Note = note }, ct);
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("decline_quote", Effect.Write, Risk.Low, "The customer declined a quote.")]
public static class DeclineQuoteSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Why.")] string? reason = null,
        CancellationToken ct = default) =>
        QuoteChange.RunAsync(context, quote, customer, open: true, before => new DeclineQuote { Id = before.Id, Reason = reason }, ct);
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("send_quote", Effect.Write, Risk.Low, "Notes that a quote went to the customer; from then on it changes by a new version only.")]
public static class SendQuoteSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        QuoteChange.RunAsync(context, quote, customer, open: true, before => new SendQuote { Id = before.Id }, ct);
}

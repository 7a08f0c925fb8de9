using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("accept_quote", Effect.Write, Risk.Low, "The customer accepted a quote; the opportunity then has its amount.")]
public static class AcceptQuoteSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        QuoteChange.RunAsync(context, quote, customer, open: true, before => new AcceptQuote { Id = before.Id }, ct);
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("approve_quote", Effect.Write, Risk.Low, "Approves the discount of a quote that waits for it.")]
public static class ApproveQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("What to say about it.")] string? note = null,
        CancellationToken ct = default) =>
        await QuoteChange.RunAsync(context, await QuoteChange.WaitingAsync(context, quote, customer, ct), customer, open: true, before => new ApproveQuote { Id = before.Id, Note = note }, ct);
}

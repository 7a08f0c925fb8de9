using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

[Skill("reject_quote", Effect.Write, Risk.Low, "Refuses the discount of a quote that waits for approval.")]
public static class RejectQuoteSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Why not.")] string reason,
        [Description("Which quote, by number."), Record(Kinds.Quote)] string? quote = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        await QuoteChange.RunAsync(context, await QuoteChange.WaitingAsync(context, quote, customer, ct), customer, open: true, before => new RejectQuote { Id = before.Id, Reason = reason }, ct);
}

using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("win_opportunity", Effect.Write, Risk.Low, "Marks an opportunity as won.")]
public static class WinOpportunitySkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The final amount, where it differs.")] decimal? amount = null,
        CancellationToken ct = default) =>
        OpportunityChange.RunAsync(context, opportunity, customer, open: true, before => new WinOpportunity { Id = before.Id, Amount = amount }, ct);
}

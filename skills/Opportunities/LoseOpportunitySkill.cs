using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("lose_opportunity", Effect.Write, Risk.Low, "Marks an opportunity as lost, with the reason.")]
public static class LoseOpportunitySkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Why it was lost.")] string reason,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        OpportunityChange.RunAsync(context, opportunity, customer, open: true, before => new LoseOpportunity { Id = before.Id, Reason = reason }, ct);
}

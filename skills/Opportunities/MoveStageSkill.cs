using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("move_stage", Effect.Write, Risk.Low, "Moves an opportunity to another open stage, or reopens a closed one there.")]
public static class MoveStageSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The stage to move to."), OneOf("lead", "qualified", "proposal", "negotiation")] string stage,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        OpportunityChange.RunAsync(
            context,
            opportunity,
            customer,
            open: true,
            before => new MoveStage { Id = before.Id, Stage = Enum.Parse<Stage>(stage, ignoreCase: true) },
            ct);
}

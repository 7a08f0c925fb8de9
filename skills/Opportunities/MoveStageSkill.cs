using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("move_stage", Effect.Write, Risk.Low, "Moves an opportunity to another open stage, or reopens a closed one there.")]
public static class MoveStageSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The stage to move to, by its code or name.")] string stage,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var (to, problem) = StageChoice.Read(context, stage, open: true);
        if (problem is not null) return problem;
        return await OpportunityChange.RunAsync(
            context,
            opportunity,
            customer,
            open: true,
            before => new MoveStage { Id = before.Id, Stage = to!.Value, Pipeline = context.Session.Pipelines.Of(before.Pipeline).Find(to.Value) is null ? context.Session.Pipelines.All.First(one => one.Find(to.Value) is not null).Code : null },
            ct);
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("complete_task", Effect.Write, Risk.Low, "Marks a task as done.")]
public static class CompleteTaskSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        TaskChange.RunAsync(context, task, customer, before => new CompleteTask { Id = before.Id }, ct);
}

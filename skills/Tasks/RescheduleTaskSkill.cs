using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("reschedule_task", Effect.Write, Risk.Low, "Gives a task another due time.")]
public static class RescheduleTaskSkill
{
    public static Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The new due time.")] DayOrTime due,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default) =>
        TaskChange.RunAsync(context, task, customer, before => new RescheduleTask { Id = before.Id, Due = due.Due(context.Actor.TimeZone) }, ct);
}

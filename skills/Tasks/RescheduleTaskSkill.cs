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
        [Description("The new due time.")] DayOrTime? due = null,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Instead of due: by how many days it moves; negative: earlier.")] int? byDays = null,
        [Description("Instead of due: by how many months it moves; negative: earlier.")] int? byMonths = null,
        CancellationToken ct = default)
    {
        var zone = context.Actor.TimeZone;
        if (due is null && Shift.Of(byDays, byMonths) is null)
            return Task.FromResult<SkillOutcome>(new Ask("due", AnswerKind.Date, context.Words.Say("ask.reschedule_task.due"), []));
        return TaskChange.RunAsync(
            context,
            task,
            customer,
            before => new RescheduleTask { Id = before.Id, Due = (due ?? Shift.Of(byDays, byMonths)!.Value.From(before.Due, before.DueAllDay, context.Session.Now, zone)).Due(zone) },
            ct);
    }
}

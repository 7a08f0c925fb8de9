using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("snooze_reminder", Effect.Write, Risk.Low, "Reminds the speaker of an own task again later, without moving when it is due.")]
public static class SnoozeReminderSkill
{
    private const int Hour = 60;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("In how many minutes (60 when nothing is said).")] int? minutes = null,
        [Description("In how many days, in the morning: 1 is tomorrow.")] int? days = null,
        [Description("When.")] DayOrTime? until = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Task, task, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var when = until?.Due(context.Actor.TimeZone)
            ?? (days is { } morning ? DueTime.On(context.Today.AddDays(Math.Clamp(morning, 0, 3650))) : DueTime.At(context.Session.Now.AddMinutes(Math.Clamp(minutes ?? Hour, 1, 5_000_000))));
        var snoozed = await context.Session.RunAsync(new SnoozeReminder { TaskId = which.Id, Until = when }, ct);
        if (!snoozed.Ok) return new Refused(snoozed.Failure);
        var words = context.Words;
        var at = snoozed.Value.RemindAt is { } instant ? words.Time(instant) : "";
        return new Answered(new SaidReply(words.Language, words.Say("notifications.snoozed", ("name", snoozed.Value.Title), ("when", at))), TaskLines.Focus(snoozed.Value));
    }
}

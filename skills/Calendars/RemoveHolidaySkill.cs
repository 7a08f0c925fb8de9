using System.ComponentModel;
using BotCrm.Core.Calendars.Days;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

[Skill("remove_holiday", Effect.Write, Risk.Low, "Takes away a holiday or working day that was written down for a day.")]
public static class RemoveHolidaySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("A day that it covers.")] DateOnly day,
        [Description("Code of the business calendar.")] string? calendar = null,
        CancellationToken ct = default)
    {
        var removed = await context.Session.RunAsync(new RemoveCalendarEntry { Day = day, Calendar = calendar }, ct);
        return removed.Ok ? new Done([CalendarLines.Written(context.Words, removed.Value, ChangeLine.Deleted)], []) : new Refused(removed.Failure);
    }
}

using System.ComponentModel;
using BotCrm.Core.Calendars.Days;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

[Skill("add_working_day", Effect.Write, Risk.Low, "Writes down that a day is worked although it is a weekend or a holiday, or is worked at other hours than usual.")]
public static class AddWorkingDaySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The day, or the first of them.")] DateOnly day,
        [Description("The last day, inclusive.")] DateOnly? to = null,
        [Description("Hours such as 09:00-12:00,13:00-18:00; the usual ones when not said.")] string? hours = null,
        [Description("Code of the business calendar; default: the one where the speaker lives.")] string? calendar = null,
        CancellationToken ct = default)
    {
        var added = await context.Session.RunAsync(new AddCalendarDays { From = day, To = to, Worked = true, Hours = hours, Calendar = calendar }, ct);
        return added.Ok ? new Done([CalendarLines.Written(context.Words, added.Value, ChangeLine.Created)], []) : new Refused(added.Failure);
    }
}

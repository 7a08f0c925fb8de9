using System.ComponentModel;
using BotCrm.Core.Calendars.Days;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

[Skill("set_opening_hours", Effect.Write, Risk.Low, "Sets the usual opening hours of some weekdays.")]
public static class SetOpeningHoursSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Hours such as 09:00-12:00,13:00-18:00, or closed.")] string hours,
        [Description("monday to sunday; monday to friday when not said.")] IReadOnlyList<string>? weekdays = null,
        [Description("Code of the business calendar; default: the one where the speaker lives.")] string? calendar = null,
        CancellationToken ct = default)
    {
        var days = new List<DayOfWeek>();
        foreach (var word in weekdays ?? [])
        {
            if (!Enum.TryParse<DayOfWeek>(word, true, out var day) || !Enum.IsDefined(day))
                return new Refused(Core.Primitives.Failure.Invalid("unknown_weekday", "weekdays must be from monday to sunday.", "weekdays"));
            days.Add(day);
        }
        var set = await context.Session.RunAsync(
            new SetOpeningHours { Weekdays = days, Hours = hours.Equals("closed", StringComparison.OrdinalIgnoreCase) ? "" : hours, Calendar = calendar }, ct);
        return set.Ok ? new Done([CalendarLines.Written(context.Words, set.Value, ChangeLine.Created)], []) : new Refused(set.Failure);
    }
}

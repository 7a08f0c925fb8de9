using System.ComponentModel;
using BotCrm.Core.Calendars.Days;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

[Skill("add_holiday", Effect.Write, Risk.Low, "Writes down that nobody works on a day or some days: promised times and reminders pass them over.")]
public static class AddHolidaySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The day, or the first of them.")] DateOnly day,
        [Description("The last day, inclusive.")] DateOnly? to = null,
        [Description("What the holiday is called.")] string? name = null,
        [Description("Code of the business calendar; default: the one where the speaker lives.")] string? calendar = null,
        CancellationToken ct = default)
    {
        var added = await context.Session.RunAsync(new AddCalendarDays { From = day, To = to, Name = name, Calendar = calendar }, ct);
        return added.Ok ? new Done([CalendarLines.Written(context.Words, added.Value, ChangeLine.Created)], []) : new Refused(added.Failure);
    }
}

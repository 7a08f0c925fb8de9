using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

[Skill("list_calendars", Effect.Read, Risk.None, "Shows the business calendars: usual opening hours and the holidays to come.")]
public static class ListCalendarsSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var found = await context.Session.AskAsync(new ListCalendars(), ct);
        if (!found.Ok) return new Refused(found.Failure);
        var words = context.Words;
        return new ListAnswer(context, "calendars").Reply(
            new Page<CalendarView>(found.Value, null, found.Value.Count),
            ["calendar", "time_zone", "hours", "holidays", "standard"],
            _ => null,
            one => [one.Code, one.TimeZone, CalendarLines.Usual(words, one.Week), CalendarLines.Holidays(words, one.Holidays), one.Standard ? words.YesNo(true) : ""]);
    }
}

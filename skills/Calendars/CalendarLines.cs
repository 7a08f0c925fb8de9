using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Calendars;

/// <summary>How changes to calendars are told.</summary>
internal static class CalendarLines
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static ChangeLine Written(Words words, CalendarEntryView view, string operation)
    {
        var facts = new FactList(words).Add("name", view.Name).Add("calendar", view.Calendar);
        return new ChangeLine(Kinds.CalendarEntry, view.Id, Title(words, view), facts.All) { Operation = operation };
    }

    public static string Title(Words words, CalendarEntryView view)
    {
        var hours = view.Hours.Length == 0 ? words.Say("calendar.closed") : Hours(words, view.Hours);
        if (view.From is not { } from)
            return words.Say("line.calendar.hours", ("days", Weekdays(words, view.Weekdays)), ("hours", hours));
        var days = view.To == from ? words.Day(from) : words.Say("calendar.days", ("from", words.Day(from)), ("to", words.Day(view.To!.Value)));
        return view.Hours.Length == 0 ? words.Say("line.calendar.holiday", ("days", days)) : words.Say("line.calendar.worked", ("days", days), ("hours", hours));
    }

    public static string Hours(Words words, string hours) => words.Join(hours.Split(',')).Replace("-", "–", StringComparison.Ordinal);

    public static string Weekdays(Words words, IEnumerable<DayOfWeek> days) => words.Join(Runs([.. Week.Intersect(days)]).Select(run => run switch
    {
        [var only] => Name(words, only),
        [var one, var other] => words.Join([Name(words, one), Name(words, other)]),
        _ => words.Say("calendar.days", ("from", Name(words, run[0])), ("to", Name(words, run[^1]))),
    }));

    private static string Name(Words words, DayOfWeek day) => words.Term("weekday", day.ToString());

    /// <summary>Days that follow each other, together.</summary>
    private static IEnumerable<IReadOnlyList<DayOfWeek>> Runs(IReadOnlyList<DayOfWeek> days)
    {
        for (var (from, i) = (0, 0); i < days.Count; i++)
        {
            if (i + 1 < days.Count && Array.IndexOf(Week, days[i + 1]) == Array.IndexOf(Week, days[i]) + 1)
                continue;
            yield return [.. days.Skip(from).Take(i + 1 - from)];
            from = i + 1;
        }
    }

    /// <summary>Monday–Friday 09:00–17:00: weekdays of the same hours together.</summary>
    public static string Usual(Words words, IReadOnlyDictionary<DayOfWeek, string> week) =>
        string.Join("; ", Week.Where(week.ContainsKey).GroupBy(day => week[day]).Select(group => $"{Weekdays(words, group)} {Hours(words, group.Key)}"));

    /// <summary>Days in a row as one stretch; the first few.</summary>
    public static string Holidays(Words words, IReadOnlyList<DateOnly> days)
    {
        const int shown = 5;
        var stretches = new List<(DateOnly From, DateOnly To)>();
        foreach (var day in days)
        {
            if (stretches.Count > 0 && stretches[^1].To.AddDays(1) == day)
                stretches[^1] = (stretches[^1].From, day);
            else
                stretches.Add((day, day));
        }
        var text = words.Join(stretches.Take(shown).Select(one => one.From == one.To ? words.Day(one.From) : words.Say("calendar.days", ("from", words.Day(one.From)), ("to", words.Day(one.To)))));
        return stretches.Count > shown ? text + " …" : text;
    }
}

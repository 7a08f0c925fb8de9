using System.Globalization;
using BotCrm.Core.Calendars;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

public enum RecurrenceKind
{
    Daily,
    Weekly,
    Monthly,

    /// <summary>The working days of the company's calendar, holidays and worked weekends minded.</summary>
    Workdays,
}

/// <summary>How a task comes again: completing one makes the next, until a day or so many times in all.</summary>
/// <param name="Every">Every second week: 2.</param>
/// <param name="Count">How many there are still to be, this one included.</param>
public sealed record Recurrence(RecurrenceKind Kind, int Every = 1, DateOnly? Until = null, int? Count = null)
{
    /// <summary>As it is stored, <c>weekly;every=2;until=2027-06-30;count=5;day=31</c>. <c>day</c>: the day of the month that was meant when a short month cut it.</summary>
    internal int? Day { get; init; }

    internal string Text()
    {
        var parts = new List<string> { Kind.ToString().ToLowerInvariant() };
        if (Every != 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"every={Every}"));
        if (Until is { } until)
            parts.Add($"until={until:yyyy-MM-dd}");
        if (Count is { } count)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"count={count}"));
        if (Day is { } day)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"day={day}"));
        return string.Join(';', parts);
    }

    internal static Recurrence? Read(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(';');
        var values = parts.Skip(1).Select(part => part.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        int? Number(string name) => values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : null;
        return new Recurrence(
            Enum.Parse<RecurrenceKind>(parts[0], ignoreCase: true), Number("every") ?? 1,
            values.TryGetValue("until", out var until) ? DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null, Number("count"))
        { Day = Number("day") };
    }

    internal static void Check(Checks check, Recurrence? given)
    {
        if (given is null)
            return;
        check.Known((RecurrenceKind?)given.Kind, "recurrence");
        check.Range(given.Every, 1, 99, "every");
        check.Range(given.Count, 1, 1000, "count");
        check.Day(given.Until, "until");
    }

    /// <summary>The next day after one that was done on <paramref name="today"/>, and what then remains; null when that was the last. Days missed meanwhile are not made up for.</summary>
    internal (DateOnly Day, Recurrence Remaining)? Next(DateOnly due, DateOnly today, BusinessCalendar calendar)
    {
        if (Count is <= 1)
            return null;
        var anchor = Kind == RecurrenceKind.Monthly ? Day ?? due.Day : (int?)null;
        var (day, step) = (due, 0);
        do
        {
            step++;
            day = Kind switch
            {
                RecurrenceKind.Daily => due.AddDays(Every * step),
                RecurrenceKind.Weekly => due.AddDays(7 * Every * step),
                RecurrenceKind.Monthly => InMonth(due.AddDays(1 - due.Day).AddMonths(Every * step), anchor!.Value),
                _ => NextWorkday(day, calendar),
            };
        }
        while (day <= today && step < 4000);
        if (day > Until)
            return null;
        return (day, this with { Count = Count - 1, Day = anchor });
    }

    private static DateOnly InMonth(DateOnly first, int day) => first.AddDays(Math.Min(day, DateTime.DaysInMonth(first.Year, first.Month)) - 1);

    private static DateOnly NextWorkday(DateOnly day, BusinessCalendar calendar)
    {
        do
            day = day.AddDays(1);
        while (!calendar.IsWorkingDay(day));
        return day;
    }
}

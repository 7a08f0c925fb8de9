namespace BotCrm.Skills.Understanding.Values;

/// <summary>
/// How words map to days for one speaker at one moment. Weeks run from Monday to Sunday. "next Tuesday" and 下周二 are the Tuesday of the next
/// calendar week, "last Tuesday" and 上周二 of the week before, "this Tuesday" and 本周二 of this one. A weekday alone is the nearest one after
/// today, or before today in the past tense; never today, for which people say "today". A month, quarter or date without a year is the nearest
/// that is not over yet, or in the past tense the nearest that has begun.
/// </summary>
internal readonly struct SpeakersCalendar(DateTime now, Tense tense)
{
    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2200, 12, 31);

    public DateTime Now { get; } = now;

    public SpeakersCalendar In(Tense other) => new(Now, other);

    public DateOnly Today { get; } = DateOnly.FromDateTime(now);

    public bool IsPast { get; } = tense == Tense.Past;

    /// <summary>1 is Monday, 7 Sunday.</summary>
    private int TodayOfWeek => Today.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Today.DayOfWeek;

    public static DateOnly? AddDays(DateOnly day, decimal days) =>
        Math.Abs(days) < 100_000 && (long)day.DayNumber + (long)days is var number && number >= Earliest.DayNumber && number <= Latest.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : null;

    public static DateOnly? AddMonths(DateOnly day, decimal months) =>
        Math.Abs(months) < 1200 && day.AddMonths((int)months) is var moved && moved >= Earliest && moved <= Latest ? moved : null;

    public DateOnly Weekday(int weekday)
    {
        var ahead = (weekday - TodayOfWeek + 7) % 7;
        return Today.AddDays(IsPast ? ahead - 7 : ahead == 0 ? 7 : ahead);
    }

    /// <summary>The nearest such weekday that is still to come, whatever the tense.</summary>
    public DateOnly ComingWeekday(int weekday) => Today.AddDays(weekday <= TodayOfWeek ? weekday - TodayOfWeek + 7 : weekday - TodayOfWeek);

    public DateOnly WeekdayOfWeek(int weeks, int weekday) => Today.AddDays((weeks * 7) + weekday - TodayOfWeek);

    public (DateOnly From, DateOnly To) Weekend(int weeks) => (WeekdayOfWeek(weeks, 6), WeekdayOfWeek(weeks, 7));

    /// <summary>The calendar unit that lies so many units from the current one.</summary>
    public (DateOnly From, DateOnly To)? Period(CalendarUnit unit, int offset)
    {
        switch (unit)
        {
            case CalendarUnit.Day:
                return (Today.AddDays(offset), Today.AddDays(offset));
            case CalendarUnit.Week:
                return (WeekdayOfWeek(offset, 1), WeekdayOfWeek(offset, 7));
            case CalendarUnit.Month:
                var month = Today.AddDays(1 - Today.Day).AddMonths(offset);
                return (month, month.AddMonths(1).AddDays(-1));
            case CalendarUnit.Quarter:
                var quarter = new DateOnly(Today.Year, ((Today.Month - 1) / 3 * 3) + 1, 1).AddMonths(3 * offset);
                return (quarter, quarter.AddMonths(3).AddDays(-1));
            case CalendarUnit.Year:
                return Year(Today.Year + offset);
            default:
                return null;
        }
    }

    public static (DateOnly From, DateOnly To)? Year(int year) => year is >= 1900 and <= 2199 ? (new(year, 1, 1), new(year, 12, 31)) : null;

    /// <summary>A part of a year (month, quarter or half: 12, 4 or 2 parts), in the given year or the nearest by tense.</summary>
    public (DateOnly From, DateOnly To)? PartOfYear(int part, int parts, int? year)
    {
        if (part < 1 || part > parts || year is < 1900 or > 2199) return null;
        var months = 12 / parts;
        var from = new DateOnly(year ?? Today.Year, ((part - 1) * months) + 1, 1);
        if (year is null && IsPast && from > Today) from = from.AddYears(-1);
        if (year is null && !IsPast && from.AddMonths(months) <= Today) from = from.AddYears(1);
        return (from, from.AddMonths(months).AddDays(-1));
    }

    /// <summary>A day of a month; null when there is no such day. 29 February without a year is that of the nearest leap year.</summary>
    public DateOnly? MonthDay(int month, int day, int? year)
    {
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year is >= 1900 and <= 2199 ? year.Value : 2024, month) || year is < 1900 or > 2199) return null;
        if (year is { } given) return new DateOnly(given, month, day);
        var step = IsPast ? -1 : 1;
        for (var candidate = Today.Year; Math.Abs(candidate - Today.Year) <= 8; candidate += step)
        {
            if (day > DateTime.DaysInMonth(candidate, month)) continue;
            var found = new DateOnly(candidate, month, day);
            if (IsPast ? found <= Today : found >= Today) return found;
        }

        return null;
    }

    /// <summary>"the 3rd", 3号: the nearest such day by tense, in a month that has it.</summary>
    public DateOnly? DayOfMonth(int day)
    {
        if (day is < 1 or > 31) return null;
        var month = Today.AddDays(1 - Today.Day);
        for (var i = 0; i < 3; i++, month = month.AddMonths(IsPast ? -1 : 1))
        {
            if (day > DateTime.DaysInMonth(month.Year, month.Month)) continue;
            var found = month.AddDays(day - 1);
            if (IsPast ? found <= Today : found >= Today) return found;
        }

        return null;
    }

    /// <summary>The last day that work is done in the unit: the Friday of a week, the last day of the others.</summary>
    public DateOnly? EndOf(CalendarUnit unit, int offset)
    {
        if (unit != CalendarUnit.Week) return Period(unit, offset)?.To;
        var friday = WeekdayOfWeek(offset, 5);
        return friday < Today && offset == 0 ? WeekdayOfWeek(0, 7) : friday;
    }

    public static DateOnly? AddWorkdays(DateOnly day, int count)
    {
        if (Math.Abs(count) > 1000) return null;
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0;)
        {
            day = day.AddDays(step);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }

        return day;
    }

    /// <summary>A time without a day: its next occurrence, or the last one in the past tense. Wall-clock arithmetic; zones are resolved by whoever stores it.</summary>
    public DateTime AtTime(int minuteOfDay)
    {
        var at = Today.ToDateTime(TimeOnly.MinValue).AddMinutes(minuteOfDay);
        if (IsPast && at > Now) return at.AddDays(-1);
        return !IsPast && at < Now ? at.AddDays(1) : at;
    }
}

namespace BotCrm.Core.Calendars;

/// <summary>Hours (none: closed) of the days between two, or the usual ones of some weekdays.</summary>
public sealed record CalendarChange(DateOnly? From, DateOnly? To, IReadOnlyList<DayOfWeek> Weekdays, IReadOnlyList<OpenHours> Hours);

/// <summary>
/// When work is done, in one time zone: hours by weekday, days off, and working days that break the week's rule (a weekend worked to make up for
/// a holiday). Business time is real time that passes inside these hours: across a change of the clocks a night shift has seven or nine hours.
/// A stretch that passes midnight belongs to the day it starts on, also when the next day is a holiday.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>As many days without any hours mean that the calendar is closed for good, which its checks rule out.</summary>
    private const int Horizon = 4000;

    private readonly IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> week;
    private readonly IReadOnlySet<DateOnly> holidays;
    private readonly IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenHours>> workingDays;

    /// <exception cref="ArgumentException">No weekday has hours, so that nothing would ever be due.</exception>
    public BusinessCalendar(
        string code,
        TimeZoneInfo zone,
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> week,
        IReadOnlySet<DateOnly>? holidays = null,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenHours>>? workingDays = null)
    {
        if (!week.Values.Any(hours => hours.Count > 0))
            throw new ArgumentException($"The calendar {code} has no hours on any weekday.", nameof(week));
        (Code, Zone, this.week) = (code, zone, week);
        this.holidays = holidays ?? new HashSet<DateOnly>();
        this.workingDays = workingDays ?? new Dictionary<DateOnly, IReadOnlyList<OpenHours>>();
    }

    /// <summary>What there is when none is configured: office hours in three places, and always open.</summary>
    public static IReadOnlyList<BusinessCalendar> Shipped { get; } =
    [
        Weekdays("office", "UTC", "09:00-17:00"),
        Weekdays("europe", "Europe/Berlin", "09:00-17:00"),
        Weekdays("china", "Asia/Shanghai", "09:00-12:00,13:00-18:00"),
        new("always", TimeZoneInfo.Utc, Enum.GetValues<DayOfWeek>().ToDictionary(day => day, _ => OpenHours.Parse("00:00-24:00")!)),
    ];

    public string Code { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>The same hours and days by the clocks of another place.</summary>
    public BusinessCalendar In(TimeZoneInfo zone) => zone.Id == Zone.Id ? this : new BusinessCalendar(Code, zone, week, holidays, workingDays);

    /// <summary>The usual hours of each weekday that has any, as they are configured.</summary>
    public IReadOnlyDictionary<DayOfWeek, string> Week => week.Where(day => day.Value.Count > 0).ToDictionary(day => day.Key, day => OpenHours.Text(day.Value));

    /// <summary>The hours of the first day of the week that has any.</summary>
    public string UsualHours => OpenHours.Text(week.Where(day => day.Value.Count > 0).OrderBy(day => ((int)day.Key + 6) % 7).First().Value);

    /// <summary>Days off from a day on that the week alone would not tell, in order.</summary>
    public IReadOnlyList<DateOnly> HolidaysFrom(DateOnly first) => [.. holidays.Where(day => day >= first && !workingDays.ContainsKey(day)).Order()];

    /// <summary>The same calendar with what was written down over it; what comes later in the list counts.</summary>
    /// <exception cref="ArgumentException">No weekday would have hours.</exception>
    public BusinessCalendar With(IReadOnlyList<CalendarChange> changes)
    {
        var (usual, off, worked) = (new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(week), holidays.ToHashSet(), new Dictionary<DateOnly, IReadOnlyList<OpenHours>>(workingDays));
        foreach (var change in changes)
        {
            foreach (var weekday in change.Weekdays)
                usual[weekday] = change.Hours;
            for (var day = change.From; day is { } at && at <= change.To; day = at.AddDays(1))
            {
                off.Remove(at);
                worked.Remove(at);
                if (change.Hours.Count == 0)
                    off.Add(at);
                else
                    worked[at] = change.Hours;
            }
        }
        return new BusinessCalendar(Code, Zone, usual, off, worked);
    }

    public bool IsWorkingDay(DateOnly day) => HoursOn(day).Count > 0;

    /// <summary>The instant at which so much business time will have passed. Nothing to pass: <paramref name="start"/> itself, open or not.</summary>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan business)
    {
        if (business < TimeSpan.Zero)
            return Subtract(start, -business);
        if (business == TimeSpan.Zero)
            return start;
        foreach (var (from, to) in Open(start))
        {
            if (business <= to - from)
                return (from + business).ToUniversalTime();
            business -= to - from;
        }

        throw Closed();
    }

    /// <summary>The latest instant from which so much business time has passed until <paramref name="end"/>.</summary>
    public DateTimeOffset Subtract(DateTimeOffset end, TimeSpan business)
    {
        const int chunk = 14;
        if (business == TimeSpan.Zero)
            return end;
        for (var i = 0; i < Horizon / chunk; i++, end = end.AddDays(-chunk))
        {
            foreach (var (from, to) in Open(end.AddDays(-chunk), end).Reverse())
            {
                if (business <= to - from)
                    return (to - business).ToUniversalTime();
                business -= to - from;
            }
        }

        throw Closed();
    }

    /// <summary>The business time that passes from one instant to another; negative when the second comes first.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            return -Between(to, from);
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Open(from, to))
            sum += end - start;
        return sum;
    }

    public bool IsOpen(DateTimeOffset instant) => Open(instant, instant.AddTicks(1)).Any();

    private static BusinessCalendar Weekdays(string code, string zone, string hours)
    {
        var day = OpenHours.Parse(hours)!;
        return new BusinessCalendar(
            code,
            TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc,
            Enum.GetValues<DayOfWeek>().Where(one => one is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToDictionary(one => one, _ => day));
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Open(DateTimeOffset from, DateTimeOffset to) =>
        Open(from).TakeWhile(span => span.From < to).Select(span => (span.From, span.To < to ? span.To : to));

    /// <summary>Open stretches from an instant on, one after another, without overlaps.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Open(DateTimeOffset from)
    {
        // Two days back: a stretch of the day before may reach in, and the clocks may have changed meanwhile.
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, Zone).DateTime).AddDays(-2);
        var at = from;
        var closed = 0;
        while (closed++ < Horizon)
        {
            foreach (var hours in HoursOn(day))
            {
                var (start, end) = (Instant(day, hours.From), Instant(day, hours.To));
                if (start < at)
                    start = at;
                if (end <= start)
                    continue;
                closed = 0;
                yield return (start, end);
                at = end;
            }

            day = day.AddDays(1);
        }
    }

    private IReadOnlyList<OpenHours> HoursOn(DateOnly day)
    {
        if (workingDays.TryGetValue(day, out var worked))
            return worked;
        return holidays.Contains(day) ? [] : week.GetValueOrDefault(day.DayOfWeek, []);
    }

    /// <summary>
    /// The instant of a wall-clock time. One that the clocks skip is the instant of the skip; one they show twice is the first: so that stretches
    /// that touch on the wall also touch in time.
    /// </summary>
    private DateTimeOffset Instant(DateOnly day, TimeSpan sinceMidnight)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + sinceMidnight;
        if (Zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, Zone.GetAmbiguousTimeOffsets(local).Max());
        if (!Zone.IsInvalidTime(local))
            return new DateTimeOffset(local, Zone.GetUtcOffset(local));
        var shown = local;
        while (Zone.IsInvalidTime(shown))
            shown = shown.AddMinutes(1);
        return new DateTimeOffset(shown, Zone.GetUtcOffset(shown));
    }

    private InvalidOperationException Closed() => new($"The calendar {Code} is closed for years on end.");
}

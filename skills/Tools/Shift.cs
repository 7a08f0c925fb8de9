namespace BotCrm.Skills.Tools;

/// <summary>By how much a day moves: "by a week", 推迟三天. Months keep the day of the month where they have it.</summary>
internal readonly record struct Shift(int Days, int Months)
{
    private const int Most = 3660;

    /// <summary>Null when nothing is said; what is beyond all plans is cut off there.</summary>
    public static Shift? Of(int? days, int? months) =>
        days is null && months is null ? null : new Shift(Math.Clamp(days ?? 0, -Most, Most), Math.Clamp(months ?? 0, -Most / 30, Most / 30));

    public DateOnly From(DateOnly day) => day.AddMonths(Months).AddDays(Days);

    /// <summary>A due time keeps its time of the day on the wall clock; what is due at no time moves from today.</summary>
    public DayOrTime From(DateTimeOffset? due, bool allDay, DateTimeOffset now, TimeZoneInfo zone)
    {
        var wall = TimeZoneInfo.ConvertTime(due ?? now, zone).DateTime;
        return new DayOrTime(From(DateOnly.FromDateTime(wall)), due is null || allDay ? null : TimeOnly.FromDateTime(wall));
    }
}

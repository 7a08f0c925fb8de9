namespace BotCrm.Core.Tasks;

/// <summary>Days and instants in a person's time zone.</summary>
internal static class TaskTimes
{
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    public static DateTimeOffset StartOf(DateOnly day, string timeZone) => StartOf(day, Zone(timeZone));

    /// <summary>The first instant of a day. Where clocks are put forward at midnight, the day begins when they have been.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(15);
        // Of a midnight that comes twice the first one counts: it has the greater offset.
        var offset = zone.IsAmbiguousTime(start) ? zone.GetAmbiguousTimeOffsets(start).Max() : zone.GetUtcOffset(start);
        return new DateTimeOffset(start, offset).ToUniversalTime();
    }

    /// <summary>Over: past its instant, or, for a whole day, the day itself is past where the assignee lives.</summary>
    public static bool Overdue(CrmTask task, DateTimeOffset now, string timeZone)
    {
        if (task.Done || task.Due is not { } due)
            return false;
        return task.DueAllDay ? due < StartOfToday(now, timeZone) : due < now;
    }

    public static DateTimeOffset StartOfToday(DateTimeOffset now, string timeZone)
    {
        var zone = Zone(timeZone);
        return StartOf(DayOf(now, zone), zone);
    }
}

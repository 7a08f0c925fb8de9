using BotCrm.Core.Tasks;

namespace BotCrm.Core.Storage.SampleData;

/// <summary>Turns the script's "so many days ago" into instants around the clock's now, on working days of the person's own calendar.</summary>
internal sealed class SampleCalendar(DateTimeOffset now)
{
    public DateTimeOffset Now { get; } = now;

    public static TimeZoneInfo Zone(string id) => TaskTimes.Zone(id);

    public DateOnly Today(TimeZoneInfo zone) => TaskTimes.DayOf(Now, zone);

    /// <summary>That many days back at a time of day; what falls on a weekend happened on the Friday before. Never after now.</summary>
    public DateTimeOffset Ago(int days, TimeOnly time, TimeZoneInfo zone)
    {
        var day = Today(zone).AddDays(-days);
        day = day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(-2),
            _ => day,
        };
        return NotAfterNow(At(day, time, zone));
    }

    /// <summary>That many days ahead (or back); what falls on a weekend moves to the Monday after.</summary>
    public DateOnly Ahead(int days, TimeZoneInfo zone)
    {
        var day = Today(zone).AddDays(days);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
    }

    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone) => TaskTimes.StartOf(day, zone) + time.ToTimeSpan();

    /// <summary>When a deal of this quarter (or the one before) closed: spread by <paramref name="turn"/>, so that not all fall on one day.</summary>
    public DateTimeOffset Closed(bool thisQuarter, int turn, TimeZoneInfo zone)
    {
        var today = Today(zone);
        var start = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var day = thisQuarter
            ? start.AddDays((today.DayNumber - start.DayNumber) * (30 + (turn * 17 % 50)) / 100)
            : start.AddMonths(-3).AddDays(35 + (turn * 11 % 45));
        return NotAfterNow(At(day, new TimeOnly(15, 0), zone));
    }

    private DateTimeOffset NotAfterNow(DateTimeOffset instant) => instant <= Now ? instant : Now;
}

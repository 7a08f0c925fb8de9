using System.Globalization;
using BotCrm.Core.Tasks;

namespace BotCrm.Skills.Tools;

/// <summary>A <c>when</c> or <c>due</c> argument: a whole day, or a time on the speaker's wall clock.</summary>
public readonly record struct DayOrTime(DateOnly Day, TimeOnly? Time)
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>
    /// Reads the written forms; a time with an offset is put on the wall clock of <paramref name="zone"/>. Years far from any business are no
    /// dates: the day after the calendar's last one could not even be computed.
    /// </summary>
    public static DayOrTime? Parse(string text, TimeZoneInfo zone) => Read(text, zone) is { Day.Year: >= 1900 and <= 2200 } read ? read : null;

    private static DayOrTime? Read(string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(day, null);
        if (DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
            return new(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall));
        var marked = text.EndsWith('Z') || (text.Length > 16 && text.LastIndexOfAny(['+', '-']) > 10);
        if (marked && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
        {
            var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            return new(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        }

        return null;
    }

    /// <summary>The instant meant; for a whole day its start.</summary>
    public DateTimeOffset Instant(TimeZoneInfo zone) => At(Day, Time ?? TimeOnly.MinValue, zone);

    public DueTime Due(TimeZoneInfo zone) => Time is null ? DueTime.On(Day) : DueTime.At(Instant(zone));

    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day, TimeOnly.MinValue, zone);

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var wall = day.ToDateTime(time, DateTimeKind.Unspecified);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    public override string ToString() => Time is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}T{time:HH:mm}")
        : Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

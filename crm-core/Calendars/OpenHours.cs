using System.Globalization;

namespace BotCrm.Core.Calendars;

/// <summary>A stretch of a day in which work is done, counted from the day's midnight. <paramref name="To"/> beyond 24 hours reaches into the next day.</summary>
public readonly record struct OpenHours(TimeSpan From, TimeSpan To)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Reads <c>09:00-12:00, 13:00-18:00</c>; <c>22:00-06:00</c> passes midnight, <c>00:00-24:00</c> is the whole day. Empty: closed.</summary>
    /// <returns>Null when it cannot be read or two stretches overlap.</returns>
    public static IReadOnlyList<OpenHours>? Parse(string text)
    {
        var hours = new List<OpenHours>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || Time(ends[0]) is not { } from || Time(ends[1]) is not { } to || from == Day)
                return null;
            hours.Add(new OpenHours(from, to <= from ? to + Day : to));
        }

        hours.Sort((one, other) => one.From.CompareTo(other.From));
        for (var i = 1; i < hours.Count; i++)
        {
            if (hours[i].From < hours[i - 1].To)
                return null;
        }

        return hours;
    }

    /// <summary>Writes hours as <see cref="Parse"/> reads them.</summary>
    public static string Text(IReadOnlyList<OpenHours> hours) => string.Join(',', hours.Select(one => $"{Clock(one.From)}-{Clock(one.To > Day ? one.To - Day : one.To)}"));

    private static string Clock(TimeSpan time) => time == Day ? "24:00" : time.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    private static TimeSpan? Time(string text) => text == "24:00"
        ? Day
        : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;
}

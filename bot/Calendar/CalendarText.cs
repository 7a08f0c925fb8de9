using System.Globalization;
using System.Text;
using BotCrm.Core.Automation;

namespace BotCrm.Bot.Calendar;

/// <summary>A calendar as RFC 5545 text: times in UTC, lines folded at 75 octets, what people wrote escaped.</summary>
internal static class CalendarText
{
    private const int LineOctets = 75;

    public static string Write(string owner, IReadOnlyList<CalendarItem> items)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//BotCrm//Calendar//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:BotCrm " + Escape(owner));
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT15M");
        foreach (var item in items)
            Event(text, item);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Event(StringBuilder text, CalendarItem item)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, FormattableString.Invariant($"UID:{item.Kind}-{item.Id}@botcrm"));
        Line(text, "DTSTAMP:" + Instant(item.UpdatedAt));
        Line(text, FormattableString.Invariant($"SEQUENCE:{item.Version}"));
        if (item.Day is { } day)
        {
            Line(text, "DTSTART;VALUE=DATE:" + Day(day));
            Line(text, "DTEND;VALUE=DATE:" + Day(day.AddDays(1)));
        }
        else
        {
            Line(text, "DTSTART:" + Instant(item.Start));
            Line(text, "DTEND:" + Instant(item.End));
        }
        Line(text, "SUMMARY:" + (item is { Kind: "task", Done: true } ? "✓ " : "") + Escape(item.Title));
        if (item.About is { } about)
            Line(text, "DESCRIPTION:" + Escape(about));
        // A to-do takes none of one's time; a meeting does.
        Line(text, item.Kind == "task" ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
        if (item.RemindBefore is { } minutes && !item.Done)
        {
            Line(text, "BEGIN:VALARM");
            Line(text, "ACTION:DISPLAY");
            Line(text, "DESCRIPTION:" + Escape(item.Title));
            Line(text, FormattableString.Invariant($"TRIGGER:-PT{minutes}M"));
            Line(text, "END:VALARM");
        }
        Line(text, "END:VEVENT");
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Cut at whole characters; a line that goes on begins with a space, which counts.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}

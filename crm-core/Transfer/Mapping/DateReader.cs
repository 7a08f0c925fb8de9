using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>Which comes first in a date such as 03/04/2026.</summary>
public enum DateOrder
{
    DayFirst,
    MonthFirst,
}

/// <summary>Reads days and times as people and programs write them.</summary>
internal static partial class DateReader
{
    private static readonly string[] Named = ["d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d-MMM-yyyy", "d-MMM-yy"];

    /// <summary>The date with its time of day, if it has one. Without <paramref name="order"/> only what can be read one way is read.</summary>
    public static (DateOnly Day, TimeOnly? Time, TimeSpan? Offset)? Read(Cell cell, DateOrder? order)
    {
        var text = cell.Text.Trim();
        if (cell.Type == CellType.Number)
            return Serial(text);
        if (text.Length is < 6 or > 40)
            return null;
        if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && Zoned().IsMatch(text))
            return (DateOnly.FromDateTime(instant.DateTime), TimeOnly.FromDateTime(instant.DateTime), instant.Offset);
        var day = YearFirst().Match(text);
        if (day.Success)
            return Of(day, Number(day, "y"), Number(day, "m"), Number(day, "d"), text);
        day = YearLast().Match(text);
        if (day.Success)
        {
            var (first, second, year) = (Number(day, "a"), Number(day, "b"), Number(day, "y"));
            if (year < 100)
                year += year < 70 ? 2000 : 1900;
            var monthFirst = MonthFirst(first, second, day.Groups["s"].Value, order);
            return monthFirst is { } decided ? Of(day, year, decided ? first : second, decided ? second : first, text) : null;
        }
        return DateOnly.TryParseExact(text.Replace(".", "", StringComparison.Ordinal), Named, CultureInfo.InvariantCulture, DateTimeStyles.None, out var named) ? (named, null, null) : null;
    }

    /// <summary>Null: it could be either.</summary>
    private static bool? MonthFirst(int first, int second, string separator, DateOrder? order)
    {
        if (first > 12 || second > 12)
            return second > 12 && first <= 12;
        // With points the day comes first everywhere.
        if (separator == "." || first == second)
            return false;
        return order is { } known ? known == DateOrder.MonthFirst : null;
    }

    /// <summary>For a date with slashes or dashes and the year last: its two numbers before the year. Null for every other text.</summary>
    public static (int First, int Second)? Ambiguous(string text)
    {
        var day = YearLast().Match(text.Trim());
        return day.Success && day.Groups["s"].Value != "." ? (Number(day, "a"), Number(day, "b")) : null;
    }

    private static (DateOnly, TimeOnly?, TimeSpan?)? Of(Match match, int year, int month, int day, string text)
    {
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var rest = text[(match.Index + match.Length)..].Trim();
        if (rest.Length == 0)
            return (new DateOnly(year, month, day), null, null);
        var time = Clock().Match(rest);
        if (!time.Success)
            return null;
        var hour = Number(time, "h");
        var after = time.Groups["p"].Value.ToUpperInvariant();
        var before = time.Groups["q"].Value;
        if ((after == "PM" || before is "下午" or "晚上") && hour < 12)
            hour += 12;
        else if ((after == "AM" || before is "上午" or "凌晨") && hour == 12)
            hour = 0;
        var minute = Number(time, "n");
        if (hour > 23 || minute > 59)
            return null;
        return (new DateOnly(year, month, day), new TimeOnly(hour, minute, time.Groups["s"].Success ? Math.Min(59, Number(time, "s")) : 0), null);
    }

    /// <summary>A number in a date column is Excel's count of days since 1900.</summary>
    private static (DateOnly, TimeOnly?, TimeSpan?)? Serial(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < 20_000 or > 80_000)
            return text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var packed) ? (packed, null, null) : null;
        var moment = DateTime.FromOADate(number);
        return (DateOnly.FromDateTime(moment), moment.TimeOfDay == TimeSpan.Zero ? null : TimeOnly.FromDateTime(moment), null);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{4})\s*(?:[-/.]|年)\s*(?<m>\d{1,2})\s*(?:[-/.]|月)\s*(?<d>\d{1,2})\s*[日号]?", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<s>[./-])(?<b>\d{1,2})\k<s>(?<y>\d{4}|\d{2})(?=$|[\s,T])", RegexOptions.CultureInvariant)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^[T,]?\s*(?:星期.|周.)?\s*(?<q>上午|下午|晚上|凌晨)?\s*(?<h>\d{1,2})[:：时点](?<n>\d{2})(?::(?<s>\d{2})(?:\.\d+)?)?分?\s*(?<p>[AaPp][Mm])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?:Z|[+-]\d{2}:?\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Zoned();
}

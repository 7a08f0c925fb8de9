using System.Globalization;

namespace BotCrm.Skills.Understanding.Values;

/// <summary>Dates, times and numbers written in figures.</summary>
internal static class FigureText
{
    /// <summary>What a written date came to: a whole date (Number: its day number), a month and day (Number: month * 100 + day), or nonsense.</summary>
    internal readonly record struct DateFigure(Lex Class, decimal Number, int Extra);

    /// <summary>
    /// 2026-12-03, 2026/12/3, 2026.12.3 · 3.12.2026, 3/12/2026, 12/3. With the year last or missing, the day comes first unless
    /// <paramref name="monthFirst"/>; where only one order is possible, that one. A whole date that cannot be is said to be none.
    /// </summary>
    /// <returns>The end, or 0 when this is not written like a date.</returns>
    public static int ReadDate(ReadOnlySpan<char> text, int at, bool monthFirst, out DateFigure date)
    {
        date = default;
        var p = at;
        if (!ReadInt(text, ref p, 4, out var a, out var lengthA) || p >= text.Length || text[p] is not ('-' or '/' or '.')) return 0;
        var separator = text[p++];
        if (!ReadInt(text, ref p, 2, out var b, out _)) return 0;
        var hasThird = p + 1 < text.Length && text[p] == separator && char.IsAsciiDigit(text[p + 1]);
        var c = 0;
        var lengthC = 0;
        if (hasThird)
        {
            p++;
            if (!ReadInt(text, ref p, 4, out c, out lengthC)) return 0;
        }

        // "2026-12-03T15:00" goes on as a time; other letters or figures mean that it is no date at all.
        if (p < text.Length && text[p] == 't' && p + 1 < text.Length && char.IsAsciiDigit(text[p + 1])) date = date with { Extra = 1 };
        else if (p < text.Length && (Lexicon.IsLatin(text[p]) || (text[p] == separator && separator != '.'))) return 0;
        var skip = date.Extra;

        if (lengthA == 4)
        {
            if (!hasThird) return ReadYearMonth(a, b, separator, p, out date);
            if (lengthC > 2) return 0;
            date = Whole(a, b, c);
            return p + skip;
        }

        if (lengthA > 2) return 0;
        if (hasThird)
        {
            if (lengthC is not (2 or 4) || (lengthC == 2 && separator == '-')) return 0;
            var year = lengthC == 2 ? 2000 + c : c;
            var (month, day) = Order(a, b, monthFirst && separator != '.');
            date = Whole(year, month, day);
            return p;
        }

        // "by 27.11.", "todo 1.12.: …": day and month with a dot behind each, where a word says that a day is meant.
        if (separator == '.' && p < text.Length && text[p] == '.' && b is >= 1 and <= 12 && a >= 1 && a <= DateTime.DaysInMonth(2024, b) && (MeansDay(text, at) || (p + 1 < text.Length && text[p + 1] == ':')))
        {
            date = new DateFigure(Lex.DayMonthText, (b * 100) + a, 0);
            return p + 1;
        }

        if (separator != '/') return 0;
        if (p < text.Length && text[p] is '%' or '$') return 0;
        var (m, d) = Order(a, b, monthFirst);
        var possible = m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(2024, m);
        date = possible ? new DateFigure(Lex.DayMonthText, (m * 100) + d, 0) : new DateFigure(Lex.Opaque, 0, 0);
        return p;
    }

    private static bool MeansDay(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at].TrimEnd();
        foreach (var word in new[] { "by", "on", "until", "till", "due", "before", "after", "from", "since", "am", "bis", "todo", "to", "->", "→" })
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase) && before.Length < at && (before.Length == word.Length || !char.IsLetterOrDigit(before[before.Length - word.Length - 1])))
                return true;
        }

        return false;
    }

    private static int ReadYearMonth(int year, int month, char separator, int end, out DateFigure date)
    {
        date = new DateFigure(Lex.DayMonthText, (year * 10000m) + (month * 100), 0);
        return separator != '.' && year is >= 1990 and <= 2100 && month is >= 1 and <= 12 ? end : 0;
    }

    private static (int Month, int Day) Order(int a, int b, bool monthFirst)
    {
        if (a > 12) return (b, a);
        if (b > 12) return (a, b);
        return monthFirst ? (a, b) : (b, a);
    }

    private static DateFigure Whole(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateFigure(Lex.DateText, new DateOnly(year, month, day).DayNumber, 0)
            : new DateFigure(Lex.NoDate, 0, 0);

    /// <summary>15:30, 9:05, 15:30:00. Number of minutes since midnight.</summary>
    public static int ReadTime(ReadOnlySpan<char> text, int at, out int minutes)
    {
        minutes = 0;
        var p = at;
        if (!ReadInt(text, ref p, 2, out var hour, out _) || hour > 24 || p + 2 >= text.Length + 0 || text[p] != ':') return 0;
        p++;
        if (!ReadInt(text, ref p, 2, out var minute, out var width) || width != 2 || minute > 59 || (hour == 24 && minute > 0)) return 0;
        if (p + 2 < text.Length && text[p] == ':' && char.IsAsciiDigit(text[p + 1]) && char.IsAsciiDigit(text[p + 2])) p += 3;
        if (p < text.Length && char.IsAsciiDigit(text[p])) return 0;
        minutes = ((hour % 24) * 60) + minute;
        return p;
    }

    /// <summary>
    /// 1250, 1,250.50, 1.250,50, 20.000, 1'250, 20 000 €. A single separator followed by exactly three figures groups thousands; by one or two
    /// it is a decimal mark (a comma only where no blank follows). More than 15 figures are no quantity.
    /// </summary>
    public static int ReadNumber(ReadOnlySpan<char> text, int at, out decimal number)
    {
        number = 0;
        Span<char> plain = stackalloc char[34];
        var n = 0;
        var p = at;
        var groupMark = '\0';
        while (p < text.Length && char.IsAsciiDigit(text[p]))
        {
            if (n >= 15) return 0;
            plain[n++] = text[p++];
        }

        var firstGroup = n;
        while (p + 1 < text.Length && text[p] is '.' or ',' or '\'' or ' ' && char.IsAsciiDigit(text[p + 1]))
        {
            var mark = text[p];
            var q = p + 1;
            while (q < text.Length && char.IsAsciiDigit(text[q]) && q - p <= 16) q++;
            var figures = q - p - 1;
            var groups = figures == 3 && firstGroup <= 3 && text[at] != '0' && (groupMark == '\0' || groupMark == mark) && (mark != ' ' || IsMoneyGroup(text, at, q));
            if (groups)
            {
                if (n + 3 > 15) return 0;
                text[(p + 1)..q].CopyTo(plain[n..]);
                n += 3;
                groupMark = mark;
                p = q;
                continue;
            }

            if (mark is ' ' or '\'' || (mark == groupMark) || figures > 6 || (mark == ',' && figures > 2)) break;
            if (q + 1 < text.Length && text[q] == mark && char.IsAsciiDigit(text[q + 1])) return 0;
            plain[n++] = '.';
            text[(p + 1)..q].CopyTo(plain[n..]);
            n += figures;
            p = q;
            break;
        }

        return decimal.TryParse(plain[..n], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) ? p : 0;
    }

    /// <summary>"20 000" is one number only where money says so: a currency sign before it or right after, or a further group.</summary>
    private static bool IsMoneyGroup(ReadOnlySpan<char> text, int start, int end)
    {
        var before = start > 0 && text[start - 1] is '€' or '$' or '£' or '¥';
        var rest = end < text.Length && text[end] == ' ' ? end + 1 : end;
        var after = rest < text.Length && (text[rest] is '€' or '$' or '£' or '¥' || text[rest..].StartsWith("eur") || text[rest..].StartsWith("usd") || text[rest..].StartsWith("gbp"));
        return before || after;
    }

    private static bool ReadInt(ReadOnlySpan<char> text, ref int at, int maxLength, out int value, out int length)
    {
        var start = at;
        value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - start <= maxLength) value = (value * 10) + (text[at++] - '0');
        length = at - start;
        return length >= 1 && length <= maxLength;
    }
}

namespace BotCrm.Skills.Understanding.Values;

/// <summary>2026年12月3日, 十二月三日, 3号, 下月5号, 明年3月, 12月底, 下个月初, 本季度末.</summary>
internal sealed partial class Reading
{
    private Found ReadChineseDate(int i)
    {
        var (p, year, yearShift) = ReadChineseYear(i);
        var past = yearShift is { } said ? PastOf(said) : null;
        if (p > i)
        {
            if (Is(p, Lex.At)) p++;
            var inYear = ReadInYear(p, year, past);
            if (inYear.Matched) return inYear;
            return OverDays(p > i && Is(p - 1, Lex.At) ? p - 1 : p, SpeakersCalendar.Year(year!.Value), past);
        }

        // 2027年底: cut as one word, the edge is that year's.
        if (Peek(i) is { Class: Lex.Digits, Number: >= 1990 and <= 2100 } of && Find(i + 1, Lex.EdgeUnit) is { Value: (int)CalendarUnit.Year })
            return OnDay(i + 2, SpeakersCalendar.Year((int)of.Number)?.To, null);

        if (Find(i, Lex.Shift) is { } shift)
        {
            if (ReadEdgeOfUnit(i + 1, (int)shift.Value) is { Matched: true } edge) return edge;
            var month = Is(i + 1, Lex.ZMonth) ? i + 2 : UnitAt(i + 1) == CalendarUnit.Month && Peek(i + 1).Entry!.Form[0] >= 0x2E80 ? i + 2 : 0;
            if (month == 0) return default;
            month = Skip(month, Lex.At);
            var first = calendar.Period(CalendarUnit.Month, (int)shift.Value)!.Value.From;
            var (end, day) = ReadChineseDayNumber(month);
            return end > 0 ? OnDay(end, calendar.MonthDay(first.Month, day, first.Year), PastOf(shift.Value)) : default;
        }

        var dated = ReadInYear(i, null, null);
        if (dated.Matched) return dated;
        var (last, dayOnly) = ReadChineseDayNumber(i);
        if (last > 0) return OnDay(last, calendar.DayOfMonth(dayOnly)) is { Void: false } found ? found : default;
        return ReadEdgeOfUnit(i, null);
    }

    /// <returns>The lexeme after the year, or <paramref name="i"/> when none is named.</returns>
    private (int End, int? Year, long? Shift) ReadChineseYear(int i)
    {
        if (Find(i, Lex.RelYear) is { } relative) return (i + 1, calendar.Today.Year + (int)relative.Value, relative.Value);
        if (Peek(i) is { Class: Lex.Digits } figure && Is(i + 1, Lex.ZYear))
        {
            if (figure.Number is >= 1990 and <= 2100) return (i + 2, (int)figure.Number, null);
            if (figure.Number is >= 20 and <= 40 && (ReadInYear(i + 2, 2000, null).Matched || Is(i + 2, Lex.ZEdge))) return (i + 2, 2000 + (int)figure.Number, null);
        }

        var spelt = ReadLoneDigits(i);
        return spelt.Matched && Is(spelt.End, Lex.ZYear) && spelt.Value is >= 1990 and <= 2100 ? (spelt.End + 1, (int)spelt.Value, null) : (i, null, null);
    }

    /// <summary>What follows a year: a month with or without day, a quarter, a half, an edge.</summary>
    private Found ReadInYear(int i, int? year, bool? past)
    {
        if (year is not null)
        {
            if (Find(i, Lex.ZEdge) is { } ofYear) return ChineseEdge(i + 1, ofYear, CalendarUnit.Year, SpeakersCalendar.Year(year.Value), past);
            if (Find(i, Lex.EdgeUnit) is { Value: (int)CalendarUnit.Year }) return OnDay(i + 1, SpeakersCalendar.Year(year.Value)?.To, past);
            if (Find(i, Lex.EdgeStart) is { Value: (int)CalendarUnit.Year }) return OnDay(i + 1, SpeakersCalendar.Year(year.Value)?.From, past, true);
            if (Find(i, Lex.EdgeMiddle) is { Value: (int)CalendarUnit.Year }) return OnDay(i + 1, new DateOnly(year.Value, 7, 1), past, true);
            var part = ReadPartOfYear(i, year, past);
            if (part.Matched) return part;
        }

        var figure = ReadClockFigure(i);
        if (!figure.Matched || figure.Value != decimal.Truncate(figure.Value)) return default;
        var p = figure.End;
        var month = (int)Math.Min(figure.Value, 99);
        if (MonthEdge(p) is { } edge && month <= 12)
            return Edge(p + 1, edge.Edge, edge.Inexact, CalendarUnit.Month, calendar.PartOfYear(month, 12, year), past) with { Fuzzy = edge.Edge < 3 || edge.Inexact };
        if (!Is(p, Lex.ZMonth)) return default;
        p++;
        if (Find(p, Lex.ZEdge) is { } marked && month <= 12) return ChineseEdge(p + 1, marked, CalendarUnit.Month, calendar.PartOfYear(month, 12, year), past);
        var (end, day) = ReadChineseDayNumber(p);
        // 12月3 without 号, as it is typed in a hurry.
        if (end == 0 && Peek(p) is { Class: Lex.Digits, Number: >= 1 and <= 31, Spaced: false } bare && (EndsAt(p + 1) || Is(p + 1, Lex.DayPart))) (end, day) = (p + 1, (int)bare.Number);
        if (end > 0) return OnDay(end, calendar.MonthDay(month, day, year), past);
        return OverDays(p, calendar.PartOfYear(month, 12, year), past);
    }

    /// <summary>初 is the first day, roughly; 上旬 and 下旬 lie inside.</summary>
    private static Found ChineseEdge(int end, Entry edge, CalendarUnit unit, (DateOnly From, DateOnly To)? period, bool? past) =>
        Edge(end, edge.Value, edge.Extra == 1, unit, period, past) is var found && edge.Extra == 2 ? found with { Fuzzy = true } : Edge(end, edge.Value, edge.Extra == 1, unit, period, past);

    /// <summary>月底, 月初, 月中 behind a figure: cut as one word, they are that month's edges.</summary>
    private (long Edge, bool Inexact)? MonthEdge(int i)
    {
        if (Find(i, Lex.EdgeUnit) is { Value: (int)CalendarUnit.Month }) return (3, false);
        if (Find(i, Lex.EdgeStart) is { Value: (int)CalendarUnit.Month } start) return (1, start.Form[^1] == '旬');
        if (Find(i, Lex.EdgeMiddle) is { Value: (int)CalendarUnit.Month }) return (2, false);
        return Find(i, Lex.EdgeLate) is not null ? (3, true) : null;
    }

    private (int End, int Day) ReadChineseDayNumber(int i)
    {
        var figure = ReadClockFigure(i);
        if (!figure.Matched || !Is(figure.End, Lex.ZDay) || Is(figure.End + 1, Lex.NotDay) || figure.Value is < 1 or > 99 || figure.Value != decimal.Truncate(figure.Value)) return (0, 0);
        // 十二号和十三号工位: the thing counted stands behind the last number only.
        if (HasForm(figure.End + 1, "和") && ReadClockFigure(figure.End + 2) is { Matched: true } next && Is(next.End, Lex.ZDay) && Is(next.End + 1, Lex.NotDay)) return (0, 0);
        return (figure.End + 1, (int)figure.Value);
    }

    /// <summary>月底, 年底, 季末, 月初, 下[季度末]: the edge of a unit, this one's or one so far from it.</summary>
    private Found ReadEdgeOfUnit(int i, int? shift)
    {
        if (UnitAt(i) is { } spoken && Peek(i).Entry!.Form[0] >= 0x2E80 && shift is not null && Find(i + 1, Lex.ZEdge) is { } edge && spoken is CalendarUnit.Week or CalendarUnit.Month or CalendarUnit.Quarter)
            return ChineseEdge(i + 2, edge, spoken, calendar.Period(spoken, shift.Value), PastOf(shift.Value));
        if (Find(i, Lex.EdgeUnit) is { } end && end.Value != (int)CalendarUnit.Day) return OnDay(i + 1, calendar.EndOf((CalendarUnit)end.Value, shift ?? 0), PastOf(shift ?? 0));
        var start = Find(i, Lex.EdgeStart);
        var middle = Find(i, Lex.EdgeMiddle);
        if ((start ?? middle) is not { } found) return default;
        var unit = (CalendarUnit)found.Value;
        var day = EdgeDay(unit, shift ?? 0, middle is not null);
        // 月初 said on the 23rd: the next one in a plan, this month's in a report.
        if (shift is null && !calendar.IsPast && day < calendar.Today) day = EdgeDay(unit, 1, middle is not null);
        if (shift is null && calendar.IsPast && day > calendar.Today) day = EdgeDay(unit, -1, middle is not null);
        return OnDay(i + 1, day, PastOf(shift ?? 0), true);
    }

    private DateOnly EdgeDay(CalendarUnit unit, int offset, bool middle)
    {
        var from = calendar.Period(unit, offset)!.Value.From;
        return !middle ? from : unit == CalendarUnit.Month ? from.AddDays(14) : from.AddMonths(6);
    }
}

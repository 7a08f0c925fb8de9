namespace BotCrm.Skills.Understanding.Values;

/// <summary>Single days: today, weekdays, dates, edges of months, 三天后.</summary>
internal sealed partial class Reading
{
    private static Found OnDay(int end, DateOnly? day, bool? past = null, bool fuzzy = false) =>
        day is { } found ? new Found(end, ValueKind.Date) { Day = found, Past = past, Fuzzy = fuzzy } : new Found(end, ValueKind.Date) { Void = true };

    private static bool? PastOf(long shift) => shift == 0 ? null : shift < 0;

    /// <summary>Several rules ask for the day at the same place; the last answers are kept.</summary>
    private readonly (int At, bool Past, Found Day)[] days = new (int, bool, Found)[4];

    private Found ReadDay(int i)
    {
        ref var kept = ref days[i & 3];
        if (kept.At != i + 1 || kept.Past != calendar.IsPast)
        {
            var day = FindDay(i);
            kept = ref days[i & 3];
            kept = (i + 1, calendar.IsPast, day);
        }

        return kept.Day;
    }

    private Found FindDay(int i)
    {
        var best = default(Found);
        if (Find(i, Lex.RelDay) is { } relative) best = OnDay(i + 1, calendar.Today.AddDays((int)relative.Value), PastOf(relative.Value));
        best = Longer(best, ReadWeekday(i));
        best = Longer(best, ReadDateFigure(i));
        best = Longer(best, ReadMonthDay(i));
        best = Longer(best, ReadDayMonth(i));
        best = Longer(best, ReadChineseDate(i));
        best = Longer(best, ReadDayOfMonth(i));
        best = Longer(best, ReadEdge(i));
        best = Longer(best, ReadRelative(i));
        best = Longer(best, ReadPeriod(i));
        return best;
    }

    private Found ReadWeekday(int i)
    {
        var shift = Find(i, Lex.Shift);
        var p = shift is null ? Skip(i, Lex.The) : i + 1;
        if (shift is not null && UnitAt(p) == CalendarUnit.Week)
        {
            // "next week Tuesday", "next week on Tuesday", 下周的周二
            var q = p + 1;
            if (Is(q, Lex.On) || Is(q, Lex.At)) q++;
            return Find(q, Lex.Weekday) is { Weak: false } inWeek ? OnDay(q + 1, calendar.WeekdayOfWeek((int)shift.Value, (int)inWeek.Value), PastOf(shift.Value)) : default;
        }

        if (Find(p, Lex.Weekday) is not { } weekday || (shift is null && p > i)) return default;
        if (weekday.Weak && shift is null && !IsPlaced(i) && !EndsAt(p + 1) && !ReadClock(p + 1).Matched) return default;
        var found = shift switch
        {
            null => OnDay(p + 1, calendar.Weekday((int)weekday.Value)),
            { Extra: 1 } => OnDay(p + 1, calendar.ComingWeekday((int)weekday.Value), false),
            _ => OnDay(p + 1, calendar.WeekdayOfWeek((int)shift.Value, (int)weekday.Value), PastOf(shift.Value)),
        };
        if (shift is null)
        {
            var q = Skip(p + 1, Lex.Of);
            if (Find(q, Lex.Shift) is { } later && UnitAt(q + 1) == CalendarUnit.Week)
                return OnDay(q + 2, calendar.WeekdayOfWeek((int)later.Value, (int)weekday.Value), PastOf(later.Value));
        }

        // "Tuesday 1 December", "Tuesday the 1st", 周二（12月1日）: the date says it exactly.
        var next = found.End;
        var bracket = IsChar(next, '(');
        if (bracket || IsComma(next)) next++;
        var date = Longer(Longer(ReadDateFigure(next), ReadMonthDay(next)), Longer(Longer(ReadDayMonth(next), ReadChineseDate(next)), ReadDayOfMonth(next)));
        if (date is { Matched: true, Kind: ValueKind.Date }) return date with { End = bracket && IsChar(date.End, ')') ? date.End + 1 : date.End };
        return found;
    }

    /// <summary>A word that places days in time stands before ("on", "by", "since").</summary>
    private bool IsPlaced(int i) =>
        Is(i - 1, Lex.On) || Is(i - 1, Lex.In) || Is(i - 1, Lex.Relation) || Is(i - 1, Lex.From) || Is(i - 1, Lex.Between) || Is(i - 1, Lex.To) || Is(i - 1, Lex.EdgeOf) || HasForm(i - 1, "since") || Is(i - 1, Lex.And) || (Find(i - 1, Lex.Shift) is { } shift && shift.Value != 0);

    private bool IsComma(int i) => Peek(i) is { Class: Lex.Break } lexeme && lexeme.End > lexeme.Start && symbols[lexeme.Start] is ',' or '，';

    private Found ReadDateFigure(int i)
    {
        var lexeme = Peek(i);
        if (lexeme.Class == Lex.DateText)
        {
            var day = DateOnly.FromDayNumber((int)lexeme.Number);
            return OnDay(i + 1, day, day == calendar.Today ? null : day < calendar.Today);
        }

        if (lexeme.Class == Lex.NoDate) return OnDay(i + 1, null);
        if (lexeme.Class != Lex.DayMonthText) return default;
        var figure = (int)lexeme.Number;
        return figure >= 10000
            ? OverDays(i + 1, calendar.PartOfYear(figure / 100 % 100, 12, figure / 10000))
            : OnDay(i + 1, calendar.MonthDay(figure / 100, figure % 100, null));
    }

    /// <summary>"Dec 3", "December 3rd, 2026", "December 2026", "December".</summary>
    private Found ReadMonthDay(int i)
    {
        var shift = Find(i, Lex.Shift);
        var p = shift is null ? i : i + 1;
        if (Find(p, Lex.Month) is not { } month) return default;
        if (shift is not null)
        {
            if (month.Weak && shift.Value == 0 && !EndsAt(p + 1)) return default;
            var period = calendar.In(shift.Value < 0 ? Tense.Past : Tense.Future).PartOfYear((int)month.Value, 12, shift.Value == 0 ? calendar.Today.Year : null);
            return OverDays(p + 1, period, PastOf(shift.Value));
        }

        var q = HasForm(p + 1, ".") ? p + 2 : p + 1;
        if (IsChar(q, '-') && !Peek(q).Spaced) q++;
        if (IsComma(q) && Is(q + 1, Lex.The)) q++;
        var (end, day) = ReadDayNumber(Skip(q, Lex.The), allowBare: true);
        if (end > 0 && day <= 31 && !Is(end, Lex.AmPm) && !(Peek(end) is { Class: Lex.Symbol } && IsChar(end, '%')) && !Is(end, Lex.Scale) && !Is(end, Lex.Unit))
        {
            var (afterYear, year) = ReadYear(end);
            return OnDay(afterYear, calendar.MonthDay((int)month.Value, day, year), year is null ? null : IsBeforeToday((int)month.Value, day, year.Value));
        }

        var (last, ofYear) = ReadYear(p + 1);
        if (month.Weak && ofYear is null && !IsPlaced(i)) return default;
        return OverDays(last, calendar.PartOfYear((int)month.Value, 12, ofYear));
    }

    private bool? IsBeforeToday(int month, int day, int year) => calendar.MonthDay(month, day, year) is { } date && date != calendar.Today ? date < calendar.Today : null;

    /// <summary>"3 December", "3rd of December 2026".</summary>
    private Found ReadDayMonth(int i)
    {
        var (p, day) = ReadDayNumber(Skip(i, Lex.The), allowBare: true);
        if (p == 0) return default;
        p = HasForm(p, "of") ? p + 1 : IsChar(p, '-') && !Peek(p).Spaced ? p + 1 : p;
        if (Find(p, Lex.Month) is not { } month || (month.Weak && Is(p + 1, Lex.Relation)) || day > 31) return default;
        p++;
        if (IsChar(p, '-') && !Peek(p).Spaced && ReadYear(p + 1).Year is not null) p++;
        var (end, year) = ReadYear(p);
        return OnDay(end, calendar.MonthDay((int)month.Value, day, year), year is null ? null : IsBeforeToday((int)month.Value, day, year.Value));
    }

    /// <summary>A day of a month in figures ("3", "3rd") or, with "the" or a month beside it, as a word ("third").</summary>
    private (int End, int Day) ReadDayNumber(int i, bool allowBare)
    {
        var lexeme = Peek(i);
        if (lexeme.Class == Lex.Digits && lexeme.Number is >= 1 and <= 99 && lexeme.Number == decimal.Truncate(lexeme.Number))
        {
            if (Peek(i + 1) is { Spaced: false } suffix && suffix.Is(Lex.Nth)) return (i + 2, (int)lexeme.Number);
            return allowBare ? (i + 1, (int)lexeme.Number) : (0, 0);
        }

        // "thirty first", "twenty-fourth"
        if (lexeme.Find(Lex.Tens) is { Value: 20 or 30 } tens)
        {
            var q = Peek(i + 1) is { Class: Lex.Symbol, Spaced: false } && IsChar(i + 1, '-') ? i + 2 : i + 1;
            if (allowBare && Peek(q).Find(Lex.Ordinal) is { Value: >= 1 and <= 9 } unit) return (q + 1, (int)(tens.Value + unit.Value));
        }

        return allowBare && lexeme.Find(Lex.Ordinal) is { } ordinal ? (i + 1, (int)ordinal.Value) : (0, 0);
    }

    private (int End, int? Year) ReadYear(int i)
    {
        var p = IsComma(i) || Is(i, Lex.Of) ? i + 1 : i;
        if (Peek(p) is { Class: Lex.Digits, Number: >= 1920 and <= 2100 } figure && figure.End - figure.Start == 4) return (p + 1, (int)figure.Number);
        if (Find(p, Lex.Shift) is { } shift && UnitAt(p + 1) == CalendarUnit.Year) return (p + 2, calendar.Today.Year + (int)shift.Value);
        // "twenty twenty-six"
        if (Find(p, Lex.Tens) is { Value: 20 } && Find(p + 1, Lex.Tens) is { Value: 20 or 30 or 40 } decade)
        {
            var q = IsChar(p + 2, '-') && !Peek(p + 2).Spaced ? p + 3 : p + 2;
            return Find(q, Lex.One) is { Value: >= 1 and <= 9 } one ? (q + 1, (int)(2000 + decade.Value + one.Value)) : (p + 2, (int)(2000 + decade.Value));
        }

        return (i, null);
    }

    /// <summary>"the 3rd" where a preposition, a time or the end of the clause makes it a day; otherwise it counts things.</summary>
    private Found ReadDayOfMonth(int i)
    {
        var p = Skip(i, Lex.The);
        var (end, day) = ReadDayNumber(p, allowBare: false);
        if (end == 0 || IsUnitLike(end) || Is(end, Lex.Unit) || Is(end, Lex.Item) || Is(end, Lex.One)) return default;
        var placed = IsPlaced(i) || Is(i - 1, Lex.Weekday);
        if (!placed && (p == i || !(EndsAt(end) || Is(end, Lex.At) || Is(end, Lex.And) || Is(end, Lex.To) || ReadClock(end).Matched))) return default;
        return OnDay(end, calendar.DayOfMonth(day));
    }

    /// <summary>"end of next month", "mid-December", "EOM", "EOD Friday"; edges of spoken Chinese are read with its dates.</summary>
    private Found ReadEdge(int i)
    {
        if (Find(i, Lex.EdgeOf) is { } edge)
        {
            var p = i + 1;
            if (IsChar(p, '-') && !Peek(p).Spaced) p++;
            if (Is(p, Lex.The)) p++;
            if (UnitAt(p) is { } unit && unit is not (CalendarUnit.Minute or CalendarUnit.Hour or CalendarUnit.Workday))
            {
                if (HasForm(i, "end") || edge.Extra == 1) return default;
                if (unit == CalendarUnit.Day) return AfterEndOfDay(p + 1);
                return Edge(p + 1, edge.Value, edge.Extra == 1, unit, calendar.Period(unit, 0), null);
            }

            var period = ReadPeriod(p);
            if (!period.Matched || period.Kind != ValueKind.Period || period.From is null || period.To is null) return default;
            var length = period.Last.DayNumber - period.First.DayNumber;
            var like = length < 7 ? CalendarUnit.Week : length < 31 ? CalendarUnit.Month : length < 95 ? CalendarUnit.Quarter : CalendarUnit.Year;
            return Edge(period.End, edge.Value, edge.Extra == 1, like, (period.First, period.Last), period.Past);
        }

        if (Find(i, Lex.EdgeUnit) is { } endOf)
        {
            if (endOf.Value == (int)CalendarUnit.Day) return AfterEndOfDay(i + 1);
            return OnDay(i + 1, calendar.EndOf((CalendarUnit)endOf.Value, 0));
        }

        return default;
    }

    /// <summary>"EOD" is a day, today's unless another follows: a task due by the end of a day is due on it.</summary>
    private Found AfterEndOfDay(int end)
    {
        var p = Is(end, Lex.On) || Is(end, Lex.Of) ? end + 1 : end;
        if (Find(p, Lex.RelDay) is { } relative) return OnDay(p + 1, calendar.Today.AddDays((int)relative.Value), PastOf(relative.Value));
        var weekday = ReadWeekday(p);
        return weekday.Matched ? weekday : OnDay(end, calendar.Today);
    }

    private static Found Edge(int end, long edge, bool inexact, CalendarUnit unit, (DateOnly From, DateOnly To)? period, bool? past)
    {
        if (period is not var (from, to)) return new Found(end, ValueKind.Date) { Void = true };
        var week = unit == CalendarUnit.Week;
        var length = to.DayNumber - from.DayNumber;
        var day = edge switch
        {
            1 => inexact ? from.AddDays(week ? 0 : Math.Min(4, length / 6)) : from,
            2 => week ? from.AddDays(2) : unit == CalendarUnit.Month ? from.AddDays(14) : from.AddDays(length / 2),
            _ => week ? from.AddDays(inexact ? 3 : 4) : inexact ? to.AddDays(-Math.Min(5, length / 5)) : to,
        };
        return OnDay(end, day, past, inexact || edge == 2);
    }
}

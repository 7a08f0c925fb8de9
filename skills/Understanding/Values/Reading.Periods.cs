namespace BotCrm.Skills.Understanding.Values;

/// <summary>Stretches of days: "this quarter", "last 30 days", 近三个月, "Q4", "from Monday to Friday"; and days counted from one.</summary>
internal sealed partial class Reading
{
    private static Found OverDays(int end, (DateOnly From, DateOnly To)? period, bool? past = null, bool fuzzy = false) =>
        period is { } found
            ? new Found(end, ValueKind.Period) { From = found.From, To = found.To, Past = past, Fuzzy = fuzzy }
            : new Found(end, ValueKind.Period) { Void = true };

    private Found ReadPeriod(int i)
    {
        var p = Skip(i, Lex.The);
        var best = ReadRolling(i);
        if (Find(i, Lex.ShiftUnit) is { } shifted) best = Longer(best, OverDays(i + 1, calendar.Period((CalendarUnit)shifted.Extra, (int)shifted.Value), PastOf(shifted.Value)));
        best = Longer(best, ReadWeekOf(p));
        if (Find(p, Lex.ToDate) is { } toDate) best = Longer(best, OverDays(p + 1, (calendar.Period((CalendarUnit)toDate.Value, 0)!.Value.From, calendar.Today)));
        if (Find(p, Lex.Shift) is { } shift) best = Longer(best, ReadShifted(p, shift));
        if (Is(p, Lex.Weekend)) best = Longer(best, OverDays(p + 1, calendar.Weekend(calendar.IsPast ? -1 : 0)));
        best = Longer(best, ReadPartOfYear(p, null, null));
        best = Longer(best, ReadMonthDay(i) is { Kind: ValueKind.Period } month ? month : default);
        best = Longer(best, ReadDateFigure(i) is { Kind: ValueKind.Period } figure ? figure : default);
        best = Longer(best, ReadChineseDate(i) is { Kind: ValueKind.Period } chinese ? chinese : default);
        if (Peek(i) is { Class: Lex.Digits, Number: >= 1990 and <= 2100 } year && year.End - year.Start == 4)
        {
            var part = ReadPartOfYear(i + 1, (int)year.Number, null);
            if (part.Matched) best = Longer(best, part);
            else if ((IsPlaced(i) || HasForm(i - 1, "year") || HasForm(i - 1, "of")) && !IsThing(i + 1) && !Is(i + 1, Lex.Currency) && !IsSymbolic(i + 1)) best = Longer(best, OverDays(i + 1, SpeakersCalendar.Year((int)year.Number)));
        }

        if (best is { Matched: true, Void: false } && Is(best.End, Lex.So)) best = best with { End = best.End + 1, To = calendar.Today < best.To ? calendar.Today : best.To };
        return best;
    }

    /// <summary>"week of Dec 7", "first week of December", "last week of March".</summary>
    private Found ReadWeekOf(int i)
    {
        if (UnitAt(i) == CalendarUnit.Week && HasForm(i + 1, "of"))
        {
            var day = Longer(ReadMonthDay(i + 2), Longer(ReadDayMonth(i + 2), ReadDateFigure(i + 2)));
            if (day is not { Matched: true, Void: false, Kind: ValueKind.Date }) return default;
            var monday = day.Day.AddDays(-(((int)day.Day.DayOfWeek + 6) % 7));
            return OverDays(day.End, (monday, monday.AddDays(6)), day.Past);
        }

        long? which = HasForm(i, "last") ? -1 : Find(i, Lex.Ordinal) is { Value: <= 4 } ordinal ? ordinal.Value : null;
        if (which is null || UnitAt(i + 1) != CalendarUnit.Week || !Is(i + 2, Lex.In)) return default;
        var month = ReadMonthDay(i + 3);
        if (!month.Matched || month.Void || month.Kind != ValueKind.Period) return default;
        var from = which < 0 ? month.Last.AddDays(-6) : month.First.AddDays(7 * ((int)which - 1));
        return OverDays(month.End, (from, from.AddDays(6)), month.Past);
    }

    private bool IsSymbolic(int i) => Peek(i) is { Class: Lex.Symbol, Spaced: false };

    /// <summary>"next week", "this quarter", 下个月, 本季度, "next weekend", "next business day".</summary>
    private Found ReadShifted(int i, Entry shift)
    {
        var offset = (int)shift.Value;
        var p = i + 1;
        if (Is(p, Lex.Weekend)) return OverDays(p + 1, calendar.Weekend(offset), PastOf(offset));
        if (Is(p, Lex.ZMonth)) return OverDays(p + 1, calendar.Period(CalendarUnit.Month, offset), PastOf(offset));
        if (Is(p, Lex.HalfYear) || Is(p, Lex.Quarter)) return offset == 0 ? ReadPartOfYear(p, null, null) : default;
        if (UnitAt(p) is not { } unit) return default;
        if (unit == CalendarUnit.Workday && Math.Abs(offset) == 1) return OnDay(p + 1, SpeakersCalendar.AddWorkdays(calendar.Today, offset), PastOf(offset));
        if (unit is CalendarUnit.Minute or CalendarUnit.Hour or CalendarUnit.Day or CalendarUnit.Workday) return default;
        return OverDays(p + 1, calendar.Period(unit, offset), PastOf(offset));
    }

    /// <summary>"last 30 days", "past two weeks", 近半年, 未来两周: from that long ago until today, or from today on; the ends included.</summary>
    private Found ReadRolling(int i)
    {
        bool? back = Is(i, Lex.Recent) && !HasForm(i, "这") ? true : Is(i, Lex.Ahead) ? false : null;
        var these = HasForm(i, "这");
        var p = Skip(i, Lex.The);
        if (back is null && Find(p, Lex.Shift) is { } shift && shift.Value is 1 or -1 && Peek(p).Entry!.Form[0] < 0x2E80)
        {
            back = Find(p, Lex.Shift)!.Value < 0;
            if (UnitAt(p + 1) is not null) return default;
        }
        else if (back is null && p > i && (Is(p, Lex.Recent) || Is(p, Lex.Ahead)))
        {
            back = Is(p, Lex.Recent);
        }

        if (back is null && !these) return default;
        p++;
        var quantity = ReadQuantity(p);
        if (!quantity.Matched && HasForm(p, "几") && UnitAt(p + 1) is { } few) quantity = new Quantity(p + 2, 3, few, true);
        if (!quantity.Matched && UnitAt(p) is { } one && Peek(p).Entry!.Form[0] < 0x2E80) quantity = new Quantity(p + 1, 1, one, false);
        if (!quantity.Matched && Is(p, Lex.Couple) && UnitAt(p + 1) is { } vague) quantity = new Quantity(p + 2, Find(p, Lex.Couple)!.Value, vague, true);
        if (!quantity.Matched || quantity.Unit is CalendarUnit.Minute || (quantity.Unit is CalendarUnit.Hour && quantity.Count < 24)) return default;
        if (these && quantity.Unit is not (CalendarUnit.Day or CalendarUnit.Week or CalendarUnit.Month)) return default;
        var isBack = back ?? calendar.IsPast;
        var other = Move(calendar.Today, quantity, isBack ? -1 : 1);
        if (other is null) return new Found(quantity.End, ValueKind.Period) { Void = true };
        return OverDays(quantity.End, isBack ? (other.Value, calendar.Today) : (calendar.Today, other.Value), these ? null : isBack, quantity.Fuzzy || these);
    }

    /// <summary>Quarters and halves, by name or ordinal, with or without a year.</summary>
    private Found ReadPartOfYear(int i, int? year, bool? past)
    {
        int part, parts, end;
        if (Find(i, Lex.Quarter) is { } quarter) (part, parts, end) = ((int)quarter.Value, 4, i + 1);
        else if (Find(i, Lex.HalfYear) is { } half) (part, parts, end) = ((int)half.Value, 2, i + 1);
        else if (Find(i, Lex.Ordinal) is { Value: <= 4 } ordinal && IsQuarterWord(i + 1)) (part, parts, end) = ((int)ordinal.Value, 4, i + 2);
        else if (Peek(i) is { Class: Lex.Digits, Number: >= 1 and <= 4 } figure && Is(i + 1, Lex.Nth) && IsQuarterWord(i + 2)) (part, parts, end) = ((int)figure.Number, 4, i + 3);
        else return default;

        if (Find(i, Lex.HalfYear) is { Form: "first half" or "second half" or "1st half" or "2nd half" } && !(HasForm(end, "of") || HasForm(end, "year") || EndsAt(end))) return default;
        if (year is null)
        {
            (end, year) = ReadYear(end);
            if (year is null && HasForm(end, "of") && Is(end + 1, Lex.The) && UnitAt(end + 2) == CalendarUnit.Year) (end, year) = (end + 3, calendar.Today.Year);
            // 上半年 without a year is this year's, unlike "H1", which may be the next.
            if (year is null && parts == 2 && Peek(i).Entry!.Form[0] >= 0x2E80) year = calendar.Today.Year;
        }

        var period = calendar.PartOfYear(part, parts, year);
        if (period is not null && Find(end, Lex.ZEdge) is { } edge && !HasForm(end, "中")) return Edge(end + 1, edge.Value, edge.Extra == 1, CalendarUnit.Quarter, period, past);
        return OverDays(end, period, past);
    }

    /// <summary>"in 3 days", "two weeks ago", "a week from Friday", 三天后, 过两周, 一周内.</summary>
    private Found ReadRelative(int i)
    {
        if (Is(i, Lex.In) && HasForm(i, "in") && ReadQuantity(Skip(i + 1, Lex.Approx)) is { Matched: true } ahead)
        {
            var end = HasForm(ahead.End, "time") ? ahead.End + 1 : ahead.End;
            return Counted(end, ahead, 1);
        }

        if (Is(i, Lex.In) && HasForm(i, "in") && ReadShortQuantity(i + 1) is { Matched: true } brief) return Counted(brief.End, brief, 1);
        if (Is(i, Lex.Within)) return ReadQuantity(Skip(i + 1, Lex.The)) is { Matched: true } within ? Within(within.End, within) : default;
        if (Is(i, Lex.After) && ReadQuantity(i + 1) is { Matched: true } passed) return Counted(Is(passed.End, Lex.Later) ? passed.End + 1 : passed.End, passed, 1);
        if (Is(i, Lex.After) && HasForm(i + 1, "几") && UnitAt(i + 2) is { } few) return Counted(i + 3, new Quantity(i + 3, 3, few, true), 1);

        var quantity = ReadQuantity(i);
        if (!quantity.Matched && HasForm(i, "几") && UnitAt(i + 1) is { } several) quantity = new Quantity(i + 2, 3, several, true);
        if (!quantity.Matched) return default;
        var p = quantity.End;
        if (Is(p, Lex.Approx) && HasForm(p, "左右")) p++;
        if (Is(p, Lex.ApproxAfter) && HasForm(p, "左右")) p++;
        if (Is(p, Lex.Later)) return Counted(p + 1, quantity, 1);
        if (Is(p, Lex.Ago)) return Counted(p + 1, quantity, -1);
        if (Is(p, Lex.Within)) return HasForm(p, "within") ? default : Within(p + 1, quantity);
        if (!(Is(p, Lex.From) || HasForm(p, "after") || HasForm(p, "before"))) return default;
        if (Is(p + 1, Lex.Now)) return Counted(p + 2, quantity, 1);
        var from = Find(p + 1, Lex.RelDay) is { } relative ? OnDay(p + 2, calendar.Today.AddDays((int)relative.Value)) : Longer(ReadWeekday(p + 1), Longer(ReadMonthDay(p + 1), Longer(ReadDayMonth(p + 1), ReadDayOfMonth(p + 1))));
        if (!from.Matched || from.Void || from.Kind != ValueKind.Date || quantity.Unit is CalendarUnit.Minute or CalendarUnit.Hour) return default;
        return OnDay(from.End, Move(from.Day, quantity, HasForm(p, "before") ? -1 : 1));
    }

    /// <summary>"in 3w", "in 2d", "in 6m": letters that mean other things elsewhere.</summary>
    private Quantity ReadShortQuantity(int i)
    {
        if (Peek(i) is not { Class: Lex.Digits } figure || Peek(i + 1).Spaced) return default;
        if (HasForm(i + 1, "w")) return new Quantity(i + 2, figure.Number, CalendarUnit.Week, false);
        return HasForm(i + 1, "m") && figure.Number <= 24 && !Is(i + 2, Lex.Currency) ? new Quantity(i + 2, figure.Number, CalendarUnit.Month, false) : default;
    }

    private Found Counted(int end, Quantity quantity, int direction)
    {
        if (quantity.Unit is CalendarUnit.Minute or CalendarUnit.Hour)
        {
            if (quantity.Minutes > 10 * 366 * 1440) return new Found(end, ValueKind.DateTime) { Void = true };
            var at = calendar.Now.AddMinutes(direction * (double)Math.Round(quantity.Minutes));
            return new Found(end, ValueKind.DateTime) { At = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), Past = direction < 0, Fuzzy = quantity.Fuzzy };
        }

        return OnDay(end, Move(calendar.Today, quantity, direction), direction < 0, quantity.Fuzzy);
    }

    private Found Within(int end, Quantity quantity)
    {
        if (quantity.Unit is CalendarUnit.Minute or CalendarUnit.Hour) return Counted(end, quantity, 1) with { Relation = ValueRelation.By };
        var other = Move(calendar.Today, quantity, calendar.IsPast ? -1 : 1);
        if (other is null) return new Found(end, ValueKind.Period) { Void = true };
        return OverDays(end, calendar.IsPast ? (other.Value, calendar.Today) : (calendar.Today, other.Value), null, quantity.Fuzzy) with { Relation = ValueRelation.By };
    }

    private static DateOnly? Move(DateOnly day, Quantity quantity, int direction) => quantity.Unit switch
    {
        CalendarUnit.Minute or CalendarUnit.Hour => SpeakersCalendar.AddDays(day, direction * Math.Ceiling(quantity.Minutes / 1440)),
        CalendarUnit.Day => SpeakersCalendar.AddDays(day, direction * Math.Ceiling(quantity.Count)),
        CalendarUnit.Week => SpeakersCalendar.AddDays(day, direction * Math.Ceiling(quantity.Count * 7)),
        CalendarUnit.Workday => quantity.Count < 1000 ? SpeakersCalendar.AddWorkdays(day, direction * (int)quantity.Count) : null,
        CalendarUnit.Month => WholeAndHalf(day, quantity.Count, direction),
        CalendarUnit.Quarter => SpeakersCalendar.AddMonths(day, direction * quantity.Count * 3),
        _ => SpeakersCalendar.AddMonths(day, direction * quantity.Count * 12),
    };

    private static DateOnly? WholeAndHalf(DateOnly day, decimal months, int direction)
    {
        var whole = decimal.Truncate(months);
        return SpeakersCalendar.AddMonths(day, direction * whole) is { } moved ? SpeakersCalendar.AddDays(moved, direction * Math.Round((months - whole) * 30)) : null;
    }
}

namespace BotCrm.Skills.Understanding.Values;

/// <summary>Puts days and times together, joins two days to a range, and reads how "by", "since", 前 bend them.</summary>
internal sealed partial class Reading
{
    private Found ReadDates(int i)
    {
        if (Find(i, Lex.Relation) is { } relation && (ValueRelation)relation.Value is ValueRelation.By or ValueRelation.Since)
        {
            var isSince = (ValueRelation)relation.Value == ValueRelation.Since;
            var p = i + 1;
            if (HasForm(i, "starting") && (Is(p, Lex.On) || Is(p, Lex.From))) p++;
            var saysPast = HasForm(i, "since") || HasForm(i, "ever since") || HasForm(i, "自从");
            var found = ReadIn(saysPast ? Tense.Past : null, p);
            if (Is(i, Lex.Between) && ReadRangeOfDays(i + 1, needsFrom: true) is { Matched: true } range) return range;
            if (!found.Matched || found.Void) return found;
            found = WithSuffix(found, out _);
            return isSince ? Since(found) : By(found, exclusive: HasForm(i, "before") || HasForm(i, "prior to"));
        }

        if (Is(i, Lex.Between) || Is(i, Lex.From))
        {
            var range = ReadRangeOfDays(i + 1, needsFrom: true);
            if (range.Matched) return range;
            var from = ReadRangeOrMoment(i + 1);
            if (!from.Matched || from.Void || HasForm(i, "between")) return default;
            return Since(WithSuffix(from, out _));
        }

        var moment = ReadRangeOrMoment(i);
        if (!moment.Matched || moment.Void) return moment;
        var bent = WithSuffix(moment, out var wantsPast);
        if (!wantsPast || moment.Past is not null) return bent;
        var past = ReadIn(Tense.Past, i);
        return past.Matched && !past.Void ? WithSuffix(past, out _) : bent;
    }

    private Found ReadIn(Tense? tense, int i)
    {
        if (tense is null) return ReadRangeOrMoment(i);
        var before = calendar;
        calendar = calendar.In(tense.Value);
        var found = ReadRangeOrMoment(i);
        calendar = before;
        return found;
    }

    private static Found Since(Found found) => found.Kind switch
    {
        _ when found.Relation != ValueRelation.None => found,
        ValueKind.Date => new Found(found.End, ValueKind.Period) { From = found.Day, Relation = ValueRelation.Since, Past = found.Past, Fuzzy = found.Fuzzy },
        ValueKind.Period => found with { To = null, Relation = ValueRelation.Since },
        _ => found with { Relation = ValueRelation.Since },
    };

    private static Found By(Found found, bool exclusive) => found.Relation != ValueRelation.None ? found : found.Kind == ValueKind.Period
        ? found with { From = null, To = exclusive ? found.From?.AddDays(-1) ?? found.To : found.To, Relation = ValueRelation.By }
        : found with { Relation = ValueRelation.By };

    /// <summary>周五前, 月底之前, 12月以来, 下周一开始.</summary>
    private Found WithSuffix(Found found, out bool wantsPast)
    {
        wantsPast = false;
        var end = found.End;
        if (Is(end, Lex.ApproxAfter) && HasForm(end, "左右")) return WithSuffix(found with { End = end + 1, Fuzzy = true }, out wantsPast);
        if (found.Relation != ValueRelation.None) return found;
        if (Is(end, Lex.Ago) && !HasForm(end, "back") && !HasForm(end, "ago")) return By(found with { End = end + 1 }, exclusive: true);
        if (Is(end, Lex.Within) && Peek(end).Entry!.Form[0] >= 0x2E80 && found.Kind != ValueKind.DateTime) return found with { End = end + 1, Relation = ValueRelation.By };
        if (HasForm(end, "为止")) return By(found with { End = end + 1 }, exclusive: false);
        if (Is(end, Lex.SoFar))
        {
            wantsPast = !HasForm(end, "起") && !HasForm(end, "开始");
            return Since(found with { End = end + 1 });
        }

        return Is(end, Lex.Later) && Peek(end).Entry!.Form[0] >= 0x2E80 && found.Kind != ValueKind.DateTime ? Since(found with { End = end + 1 }) : found;
    }

    private Found ReadRangeOrMoment(int i)
    {
        var range = ReadRangeOfDays(i, needsFrom: false);
        return range.Matched ? range : ReadMoment(i);
    }

    /// <summary>Two days or periods joined by "to", "-", 到, or after "between" by "and".</summary>
    private Found ReadRangeOfDays(int i, bool needsFrom)
    {
        var first = needsFrom && Is(i, Lex.Now) ? OnDay(i + 1, calendar.Today) : ReadDay(i);
        if (!first.Matched || first.Void || first.Kind == ValueKind.DateTime) return default;
        var p = first.End;
        var joined = Is(p, Lex.To) || Is(p, Lex.Through) || IsChar(p, '-') || IsChar(p, '~') || (needsFrom && Is(p, Lex.And)) || (needsFrom && HasForm(p, "and"));
        if (!joined) return default;
        p++;
        if (needsFrom && Is(p, Lex.Now)) return OverDays(p + 1, (first.First, calendar.Today));
        var (end, day) = ReadChineseDayNumber(p);
        if (end == 0) (end, day) = ReadDayNumber(Skip(p, Lex.The), allowBare: Is(first.End - 2, Lex.Month) && first.Kind == ValueKind.Date && Peek(p).Class == Lex.Digits);
        if (end > 0 && !Is(end, Lex.Month) && first.Kind == ValueKind.Date)
        {
            // "Dec 3-10", 3号到10号: the second day lies in the first one's month, or the next.
            if (day > 31) return default;
            var month = first.Day.AddDays(1 - first.Day.Day);
            var last = day <= DateTime.DaysInMonth(month.Year, month.Month) ? month.AddDays(day - 1) : (DateOnly?)null;
            if (last < first.Day) last = month.AddMonths(1) is var following && day <= DateTime.DaysInMonth(following.Year, following.Month) ? following.AddDays(day - 1) : null;
            return last is { } until ? OverDays(SkipEnd(end), (first.Day, until), first.Past) : new Found(end, ValueKind.Period) { Void = true };
        }

        var second = ReadDay(p);
        if (!second.Matched || second.Void || second.Kind == ValueKind.DateTime) return default;
        var to = second.Last;
        if (to < first.First && second.Past is null && Is(second.End - 1, Lex.Weekday)) to = to.AddDays((first.First.DayNumber - to.DayNumber + 6) / 7 * 7);
        else if (to < first.First && ReadPast(i) is { Matched: true, Void: false } earlier && earlier.First <= to) first = earlier;
        else if (to < first.First && second.Past is null) to = to.AddYears(1);
        return to < first.First ? default : OverDays(SkipEnd(second.End), (first.First, to), first.Past ?? second.Past, first.Fuzzy || second.Fuzzy);
    }

    /// <summary>The beginning of "from October to December" said in November lies behind, whatever the tense.</summary>
    private Found ReadPast(int i)
    {
        var before = calendar;
        calendar = calendar.In(Tense.Past);
        var found = ReadDay(i);
        calendar = before;
        return found;
    }

    /// <summary>从周一到周五[之间]</summary>
    private int SkipEnd(int end) => HasForm(end, "之間") || HasForm(end, "之间") ? end + 1 : end;

    private Found ReadMoment(int i)
    {
        if (Find(i, Lex.DayTime) is { } partOfDay) return ReadDayTime(i, partOfDay);
        if (Find(i, Lex.Shift) is { Value: 0 } && Find(i + 1, Lex.DayPart) is { Extra: >= 0 } part && part.Form[0] < 0x2E80)
            return ReadDayTime(i + 1, part with { Value = 0, Extra = (int)part.Value });

        var day = ReadDay(i);
        var fuzzy = !day.Matched && Is(i, Lex.Approx);
        if (fuzzy) day = ReadDay(i + 1);
        if (day.Matched)
        {
            if (fuzzy) day = day with { Fuzzy = true };
            if (day.Void || day.Kind != ValueKind.Date) return day;
            if (Find(day.End, Lex.EdgeUnit) is { Value: (int)CalendarUnit.Day } endOfDay)
                return day with { End = day.End + 1, Relation = endOfDay.Form[0] >= 0x2E80 ? ValueRelation.By : ValueRelation.None };
            var clock = ReadClock(SkipConnectors(day.End));
            if (clock.Matched) return At(SkipClockRange(clock.End), day.Day, clock, day);
            return day;
        }

        var time = ReadClockOrRange(i);
        if (!time.Matched) return default;
        var q = time.End;
        if (Is(q, Lex.On) || Is(q, Lex.Of) || Is(q, Lex.Relation) || IsComma(q)) q++;
        var onDay = ReadDay(q);
        if (onDay is { Matched: true, Void: false, Kind: ValueKind.Date } && !(IsComma(time.End) && !Is(q, Lex.RelDay) && !Is(q, Lex.Weekday) && !Is(q, Lex.Shift))) return At(onDay.End, onDay.Day, time, onDay);
        if (onDay.Void) return onDay;
        if (!time.Alone) return default;
        return new Found(time.End, ValueKind.DateTime) { At = calendar.AtTime(time.Minute), Fuzzy = time.Fuzzy, TimeOnly = true };
    }

    /// <summary>今晚8点, "tonight at 8", "this morning": a day with its part, which says which half of the clock is meant.</summary>
    private Found ReadDayTime(int i, Entry part)
    {
        var day = calendar.Today.AddDays((int)part.Value);
        var clock = ReadClock(SkipConnectors(i + 1));
        if (!clock.Matched || clock.DayPart)
        {
            return new Found(i + 1, ValueKind.DateTime) { At = day.ToDateTime(TimeOnly.MinValue).AddHours(part.Extra), Fuzzy = true, Past = PastOf(part.Value) };
        }

        var minute = part.Extra >= 12 && clock.Minute < 720 ? clock.Minute + 720 : part.Extra < 12 && clock.Minute >= 780 ? clock.Minute - 720 : clock.Minute;
        return new Found(SkipClockRange(clock.End), ValueKind.DateTime) { At = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), Fuzzy = clock.Fuzzy, Past = PastOf(part.Value) };
    }

    private static Found At(int end, DateOnly day, Clock clock, Found said) =>
        new(end, ValueKind.DateTime) { At = day.ToDateTime(TimeOnly.MinValue).AddMinutes(clock.Minute), Fuzzy = clock.Fuzzy || said.Fuzzy, Past = said.Past };

    /// <summary>"Thursday, at 3", "Thursday around noon", "tomorrow by 3pm", 周四的下午.</summary>
    private int SkipConnectors(int i)
    {
        var p = IsComma(i) && (Is(i + 1, Lex.At) || Peek(i + 1).Class is Lex.TimeText or Lex.Digits) ? i + 1 : i;
        if (IsChar(p, '-') && Peek(p + 1).Class == Lex.TimeText) p++;
        if (Is(p, Lex.In) && Is(p + 1, Lex.The) && Is(p + 2, Lex.DayPart)) return p + 2;
        if (HasForm(p, "的") || HasForm(p, "by") || HasForm(p, "before")) return p + 1;
        return p;
    }

    private Clock ReadClockOrRange(int i)
    {
        // "3-5pm": the part of day stands only at the end. The start is what counts.
        if (Peek(i) is { Class: Lex.Digits, Number: >= 1 and <= 12 } from && (IsChar(i + 1, '-') || Is(i + 1, Lex.To)) && Peek(i + 2) is { Class: Lex.Digits, Number: >= 1 and <= 12 } to && Find(i + 3, Lex.AmPm) is { } half && from.Number == decimal.Truncate(from.Number))
        {
            var afternoon = half.Value == 1 && (from.Number <= to.Number || from.Number == 12);
            return new Clock(i + 4, Meridiem((int)from.Number, afternoon) * 60, false, true, false);
        }

        var clock = ReadClock(i);
        return clock.Matched ? clock with { End = SkipClockRange(clock.End) } : default;
    }

    /// <summary>下午3点到5点, "15:00-16:00": the end of the range belongs to the value, which is its start.</summary>
    private int SkipClockRange(int end)
    {
        if (!(IsChar(end, '-') || Is(end, Lex.To) || Is(end, Lex.Through))) return end;
        var until = ReadClock(end + 1);
        return until is { Matched: true, DayPart: false } ? until.End : end;
    }
}

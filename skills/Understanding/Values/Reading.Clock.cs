namespace BotCrm.Skills.Understanding.Values;

/// <summary>Times of day: 15:30, "3pm", "half past three", 下午三点半, "morning". Hours 1 to 6 without a part of day are in the afternoon, as in business.</summary>
internal sealed partial class Reading
{
    /// <param name="Minute">Minutes since midnight.</param>
    /// <param name="Fuzzy">A part of the day, or "around".</param>
    /// <param name="Alone">Clear enough to be a time with no day beside it.</param>
    /// <param name="DayPart">Only a part of the day was said.</param>
    private readonly record struct Clock(int End, int Minute, bool Fuzzy, bool Alone, bool DayPart)
    {
        public bool Matched => End > 0;
    }

    private Clock ReadClock(int i)
    {
        var fuzzy = Is(i, Lex.Approx) && (Is(i, Lex.At) || Peek(i).Class == Lex.Approx);
        var p = fuzzy ? i + 1 : i;
        var hasAt = false;
        if (Is(p, Lex.At) && !HasForm(p, "的"))
        {
            hasAt = true;
            fuzzy |= HasForm(p, "round");
            p++;
        }
        else if (Is(i, Lex.Approx) && HasForm(i, "around"))
        {
            hasAt = true;
        }

        var clock = ReadChineseClock(p);
        if (!clock.Matched) clock = ReadEnglishClock(p, hasAt);
        if (!clock.Matched && fuzzy && !hasAt) return default;
        if (clock.Matched && Is(clock.End, Lex.ApproxAfter) && (HasForm(clock.End, "左右") || HasForm(clock.End, "ish") || HasForm(clock.End, "or so"))) clock = clock with { End = clock.End + 1, Fuzzy = true };
        return clock.Matched && fuzzy ? clock with { Fuzzy = true } : clock;
    }

    private Clock ReadEnglishClock(int p, bool hasAt)
    {
        var lexeme = Peek(p);
        if (Find(p, Lex.Noon) is { } noon) return new Clock(p + 1, (int)noon.Value * 60, false, true, false);
        if (lexeme.Class == Lex.TimeText) return WithPartOfDay(p + 1, (int)lexeme.Number, true);
        if (Is(p, Lex.Half) && Is(p + 1, Lex.Past) && ReadHour(p + 2, out var end) is var halfPast and >= 0) return WithPartOfDay(end, Business(halfPast * 60) + 30, true);
        if ((hasAt || (p == 0 && EndsAt(p + 2))) && Is(p, Lex.Half) && ReadHour(p + 1, out end) is var half and >= 0) return WithPartOfDay(end, Business(half * 60) + 30, true);
        if (ReadMinutesPast(p, hasAt) is { Matched: true } past) return past;
        // "at 15h30" is cut as hours and minutes; "at 9.30" as a decimal with two places.
        if (hasAt && lexeme is { Class: Lex.Unit, Extra: 1, Entry: null, Number: < 1440 }) return new Clock(p + 1, (int)lexeme.Number, false, true, false);
        if (lexeme is { Class: Lex.Digits, Number: < 24, Number.Scale: 2 } && lexeme.Number % 1 < 0.6m && (Is(p + 1, Lex.AmPm) || (hasAt && !IsCounted(p + 1))))
        {
            var whole = (int)lexeme.Number * 60;
            return WithPartOfDay(p + 1, (Is(p + 1, Lex.AmPm) ? whole : Business(whole)) + (int)(lexeme.Number % 1 * 100), true);
        }

        var hour = ReadHour(p, out end);
        if (hour < 0) return default;
        if (Is(end, Lex.AmPm) && !(HasForm(end, "am") && Peek(end).Spaced && Is(end + 1, Lex.Article))) return new Clock(end + 1, Meridiem(hour, Find(end, Lex.AmPm)!.Value == 1) * 60, false, hour is > 0 and <= 12, false) is { Alone: true } exact ? exact : default;
        if (Is(end, Lex.OClock)) return WithPartOfDay(end + 1, Business(hour * 60), true);
        if (Is(end, Lex.In) && Is(end + 1, Lex.The) && Is(end + 2, Lex.DayPart)) return WithPartOfDay(end, hour * 60, true);
        if (hasAt && HasForm(end, "h") && !Peek(end).Spaced) return new Clock(end + 1, hour % 24 * 60, false, true, false);
        if (!hasAt || IsCounted(end)) return default;
        return WithPartOfDay(end, lexeme.Class == Lex.Digits && hour > 12 ? hour * 60 : Business(hour * 60), true);
    }

    /// <summary>After "at", a figure with something counted behind it ("at 5 customers", "at 3%") is no hour.</summary>
    private bool IsCounted(int i)
    {
        var next = Peek(i);
        if (next.Class == Lex.Word) return !IsCorrection(i);
        return next.Is(Lex.Unit) || next.Is(Lex.Thing) || next.Is(Lex.Scale) || next.Is(Lex.Currency) || next.Is(Lex.Percent) || next.Is(Lex.Hundred) || next.Is(Lex.Opaque) || IsChar(i, '%') || IsChar(i, '/');
    }

    /// <summary>"at three no make that four"</summary>
    private bool IsCorrection(int i)
    {
        var next = Peek(i);
        return symbols.AsSpan(next.Start, next.End - next.Start) is "no" or "sorry" or "make" or "rather" or "actually" or "wait";
    }

    private Clock ReadMinutesPast(int p, bool hasAt)
    {
        int minutes;
        int next;
        if (IsQuarterWord(p))
        {
            (minutes, next) = (15, p + 1);
        }
        else
        {
            var numeral = ReadNumeral(p);
            if (!numeral.Matched || numeral.Value is not (5 or 10 or 20 or 25)) return default;
            (minutes, next) = ((int)numeral.Value, numeral.End);
            hasAt |= Is(next, Lex.Past);
        }

        var isTo = Is(next, Lex.To);
        if (!(Is(next, Lex.Past) || (isTo && (hasAt || IsQuarterWord(p))))) return default;
        var hour = ReadHour(next + 1, out var end);
        if (hour < 0) return default;
        return WithPartOfDay(end, Business(hour * 60) + (isTo ? -minutes : minutes), true);
    }

    /// <summary>A whole hour 0–24 in figures or words; -1 when there is none.</summary>
    private int ReadHour(int i, out int end)
    {
        end = i + 1;
        var lexeme = Peek(i);
        if (lexeme.Class == Lex.Digits) return lexeme.Number is >= 0 and <= 24 && lexeme.Number == decimal.Truncate(lexeme.Number) ? (int)lexeme.Number : -1;
        return lexeme.Find(Lex.One) is { Value: >= 1 and <= 12 } word ? (int)word.Value : -1;
    }

    private static int Business(int minute) => minute is >= 60 and < 7 * 60 ? minute + (12 * 60) : minute % 1440;

    private static int Meridiem(int hour, bool afternoon) => hour == 12 ? (afternoon ? 12 : 0) : afternoon ? hour + 12 : hour;

    /// <summary>"3:30 pm", "8 in the evening", "at 9 in the morning".</summary>
    private Clock WithPartOfDay(int end, int minute, bool alone)
    {
        if (Find(end, Lex.AmPm) is { } ampm && minute <= 13 * 60) return new Clock(end + 1, (Meridiem(minute / 60 % 12 == 0 ? 12 : minute / 60 % 12, ampm.Value == 1) * 60) + (minute % 60), false, true, false);
        var p = Is(end, Lex.In) && Is(end + 1, Lex.The) ? end + 2 : Is(end, Lex.At) && HasForm(end, "at") ? end + 1 : end;
        if (p > end && Find(p, Lex.DayPart) is { } part)
        {
            var hour = minute / 60 % 12;
            return new Clock(p + 1, ((part.Extra == 1 ? hour + 12 : hour) * 60) + (minute % 60), false, true, false);
        }

        return new Clock(end, ((minute % 1440) + 1440) % 1440, false, alone, false);
    }

    /// <summary>[下午]三点[半|一刻|四十|20分|钟]; a part of the day alone.</summary>
    private Clock ReadChineseClock(int i)
    {
        var part = Find(i, Lex.DayPart);
        var p = part is null ? i : i + 1;
        var inChinese = part is null || part.Form[0] >= 0x2E80;
        if (part is not null && !inChinese) return new Clock(p, (int)part.Value * 60, true, false, true);
        if (part is not null && Peek(p).Class == Lex.TimeText) return new Clock(p + 1, InPart(part, (int)Peek(p).Number), false, true, false);
        var numeral = ReadClockFigure(p);
        var isMark = numeral.Matched && (Is(numeral.End, Lex.Dot) || (Is(numeral.End, Lex.HourMark) && (part is not null || ReadClockFigure(numeral.End + 1).Matched || numeral.Value > 12 || numeral.Figures)));
        if (!isMark || numeral.Value > 24 || numeral.Value != decimal.Truncate(numeral.Value) || Is(numeral.End + 1, Lex.NotClock) || HasForm(numeral.End, "个点"))
        {
            return part is null || part.Form.Length < 2 ? default : new Clock(p, (int)part.Value * 60, true, true, true);
        }

        var end = numeral.End + 1;
        var minute = (int)numeral.Value * 60;
        // 两点 alone may be two points of a list; more words make it a time.
        var alone = part is not null || numeral.Figures || Is(i - 1, Lex.Through);
        if (Is(end, Lex.Half)) (minute, end, alone) = (minute + 30, end + 1, true);
        else if (Find(end, Lex.QuarterHour) is { } quarter) (minute, end, alone) = (minute + (int)quarter.Value, end + 1, true);
        else if (Is(end, Lex.OClock)) (end, alone) = (end + 1, true);
        else if (ReadClockFigure(end) is { Matched: true, Value: < 60 } minutes && (Is(minutes.End, Lex.MinuteMark) || minutes.Value >= 10 || (Is(end, Lex.ZDigit) && Find(end, Lex.ZDigit)!.Value == 0)) && !IsUnitLike(minutes.End) && !Is(minutes.End, Lex.Scale))
            (minute, end, alone) = (minute + (int)minutes.Value, Skip(minutes.End, Lex.MinuteMark), true);
        if (!alone && (Is(i - 1, Lex.ZOrdinal) || HasForm(i - 1, "这") || numeral.Value <= 2)) alone = false;
        else alone |= numeral.Value > 2;
        return new Clock(end, part is null ? Business(minute) : InPart(part, minute), false, alone, false);
    }

    private Numeral ReadClockFigure(int i)
    {
        if (Peek(i) is { Class: Lex.Digits } figure) return new Numeral(i + 1, figure.Number, false, true, false);
        decimal value = 0;
        var p = i;
        if (Find(p, Lex.ZDigit) is { } first)
        {
            (value, p) = (first.Value, p + 1);
            if (value == 0 && Find(p, Lex.ZDigit) is { } ones) (value, p) = (ones.Value, p + 1);
        }

        if (Find(p, Lex.ZUnit) is { Value: 10 })
        {
            value = (p == i ? 1 : value) * 10;
            p++;
            if (Find(p, Lex.ZDigit) is { Value: > 0 } rest && !HasForm(p, "两")) (value, p) = (value + rest.Value, p + 1);
        }

        return p > i ? new Numeral(p, value, false, false, false) : default;
    }

    private static int InPart(Entry part, int minute)
    {
        var hour = minute / 60;
        if (part.Extra == 1 && hour < 12) hour += 12;
        else if (part.Extra == 1 && hour == 12 && part.Value >= 19) hour = 0;
        else if (part.Extra == 2 && hour is >= 1 and <= 3) hour += 12;
        else if (part.Extra == 0 && hour == 12 && part.Value == 2) hour = 0;
        return (hour * 60 % 1440) + (minute % 60);
    }
}

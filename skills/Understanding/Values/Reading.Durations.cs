namespace BotCrm.Skills.Understanding.Values;

/// <summary>Lengths of time: "half an hour", "1h30", 一个半小时; and as counts of calendar units for "in two weeks", 三天后.</summary>
internal sealed partial class Reading
{
    /// <summary>So many calendar units. <paramref name="Minutes"/> come on top of whole hours.</summary>
    private readonly record struct Quantity(int End, decimal Count, CalendarUnit Unit, bool Fuzzy)
    {
        public bool Matched => End > 0;

        /// <summary>Months count 30 days, quarters 91, years 365; working days are days.</summary>
        public decimal Minutes => Count * Unit switch
        {
            CalendarUnit.Minute => 1,
            CalendarUnit.Hour => 60,
            CalendarUnit.Week => 7 * 1440,
            CalendarUnit.Month => 30 * 1440,
            CalendarUnit.Quarter => 91 * 1440,
            CalendarUnit.Year => 365 * 1440,
            _ => 1440,
        };
    }

    private Found ReadDuration(int i)
    {
        var quantity = ReadQuantity(i);
        if (!quantity.Matched || quantity.Minutes > 100 * 366 * 1440) return default;
        // "5k a month", "once a week": a rate, not a length.
        if (Is(i, Lex.Article) && (Is(i - 1, Lex.Once) || Is(i - 1, Lex.Scale) || Is(i - 1, Lex.Currency) || Peek(i - 1).Class == Lex.Digits)) return default;
        if (HasForm(quantity.End - 1, "year") && HasForm(quantity.End, "old")) return default;
        return new Found(quantity.End, ValueKind.Duration) { Number = Math.Round(quantity.Minutes), Fuzzy = quantity.Fuzzy };
    }

    private Quantity ReadQuantity(int i)
    {
        var lexeme = Peek(i);
        if (lexeme.Class == Lex.Unit && lexeme.Extra == 1 && lexeme.Entry is null) return new Quantity(i + 1, lexeme.Number, CalendarUnit.Minute, false);
        // "a 45m call": minutes before a talk, millions elsewhere.
        if (lexeme.Class == Lex.Digits && HasForm(i + 1, "m") && IsShortTalk(i, i + 2)) return new Quantity(i + 2, lexeme.Number, CalendarUnit.Minute, false);
        if (Find(i, Lex.QuarterHour) is { } quarter) return HasForm(i + 1, "钟") ? new Quantity(i + 2, quarter.Value, CalendarUnit.Minute, false) : default;
        if (ReadHalf(i) is { Matched: true } half) return half;
        if (Is(i, Lex.Article) && UnitAt(i + 1) is { } single) return WithHalf(new Quantity(i + 2, 1, single, false));
        if (Is(i, Lex.Article) && IsQuarterWord(i + 1)) return default;

        var numeral = ReadNumeral(i);
        if (HasForm(i, "couple") || (Is(i, Lex.Couple) && Find(i, Lex.Couple)!.Value == 2)) numeral = new Numeral(i + 1, 2, false, false, true);
        if (!numeral.Matched || numeral.Scaled) return default;
        if (numeral.Value == 3 && HasForm(numeral.End, "quarters") && HasForm(numeral.End + 1, "of") && UnitAt(numeral.End + 3) == CalendarUnit.Hour) return new Quantity(numeral.End + 4, 45, CalendarUnit.Minute, false);

        var p = numeral.End;
        var count = numeral.Value;
        if (numeral.Value < 100 && HasForm(p, "个") && Is(p + 1, Lex.Half) && (UnitAt(p + 2) ?? (Is(p + 2, Lex.ZMonth) ? CalendarUnit.Month : null)) is { } halved)
            return new Quantity(p + 3, count + 0.5m, halved, numeral.Fuzzy);
        if (Is(p, Lex.And) && Is(p + 1, Lex.Article) && Is(p + 2, Lex.Half) && UnitAt(p + 3) is { } andHalf) return new Quantity(p + 4, count + 0.5m, andHalf, numeral.Fuzzy);
        if (IsChar(p, '-') && !Peek(p + 1).Spaced && UnitAt(p + 1) is not null) p++;
        if (Is(p, Lex.ZYear) && numeral.Value < 100 && !Is(p + 1, Lex.ZEdge)) return new Quantity(p + 1, count, CalendarUnit.Year, numeral.Fuzzy);
        return UnitAt(p) is { } unit ? WithHalf(new Quantity(p + 1, count, unit, numeral.Fuzzy)) : default;
    }

    /// <summary>"an hour and a half", "1h 30m", 两小时20分钟, 三天半.</summary>
    private Quantity WithHalf(Quantity first)
    {
        var p = first.End;
        if (Is(p, Lex.And) && Is(p + 1, Lex.Article) && Is(p + 2, Lex.Half) && UnitAt(p + 3) is null) return first with { End = p + 3, Count = first.Count + 0.5m };
        if (HasForm(p, "半") && !Peek(p).Spaced && UnitAt(p + 1) is null) return first with { End = p + 1, Count = first.Count + 0.5m };
        if (first.Unit != CalendarUnit.Hour) return first;
        p = Skip(p, Lex.And);
        // "1h 30m": behind hours, m is minutes.
        if (Peek(p) is { Class: Lex.Digits, Number: < 60 } figure && HasForm(p + 1, "m") && !Peek(p + 1).Spaced) return new Quantity(p + 2, (first.Count * 60) + figure.Number, CalendarUnit.Minute, first.Fuzzy);
        var minutes = ReadNumeral(p);
        if (minutes.Matched && minutes.Value < 60 && (UnitAt(minutes.End) == CalendarUnit.Minute || Is(minutes.End, Lex.MinuteMark)))
            return new Quantity(minutes.End + 1, (first.Count * 60) + minutes.Value, CalendarUnit.Minute, first.Fuzzy);
        return first;
    }

    private Quantity ReadHalf(int i)
    {
        var p = Skip(i, Lex.Article);
        if (IsQuarterWord(p) && Is(p + 1, Lex.Of) && Is(p + 2, Lex.Article) && UnitAt(p + 3) == CalendarUnit.Hour) return new Quantity(p + 4, 15, CalendarUnit.Minute, false);
        if (!Is(p, Lex.Half)) return default;
        var q = HasForm(p + 1, "个") ? p + 2 : Skip(p + 1, Lex.Article);
        if (Is(q, Lex.ZYear)) return new Quantity(q + 1, 6, CalendarUnit.Month, false);
        var unit = UnitAt(q) ?? (q > p + 1 && Is(q, Lex.ZMonth) ? CalendarUnit.Month : null);
        return unit switch
        {
            CalendarUnit.Hour => new Quantity(q + 1, 30, CalendarUnit.Minute, false),
            CalendarUnit.Day => new Quantity(q + 1, 4, CalendarUnit.Hour, true),
            CalendarUnit.Month => new Quantity(q + 1, 15, CalendarUnit.Day, false),
            CalendarUnit.Year => new Quantity(q + 1, 6, CalendarUnit.Month, false),
            _ => default,
        };
    }

    private CalendarUnit? UnitAt(int i) => Peek(i) is { Number: 0 } lexeme && lexeme.Find(Lex.Unit) is { } unit ? (CalendarUnit)unit.Value : null;
}

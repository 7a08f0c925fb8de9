namespace BotCrm.Skills.Understanding.Values;

/// <summary>Money, percent, durations and bare numbers, with what stands around them: "about", "over", 左右, 以上.</summary>
internal sealed partial class Reading
{
    private Found ReadAmount(int i)
    {
        var relation = ValueRelation.None;
        var between = Is(i, Lex.Between);
        var p = between ? i + 1 : i;
        var fuzzy = false;
        for (var end = p + 3; p < end; p++)
        {
            if (Find(p, Lex.Relation) is { } bound && (ValueRelation)bound.Value is ValueRelation.AtLeast or ValueRelation.AtMost) relation = (ValueRelation)bound.Value;
            else if (Is(p, Lex.Approx) || (IsTilde(p) && (p == 0 || Peek(p).Spaced))) fuzzy = true;
            else break;
        }

        if (second.At == p) relation = second.Relation;
        var lone = !between && p == i;
        var found = ReadPercent(p);
        found = Longer(found, ReadMoney(p));
        found = Longer(found, ReadDuration(p));
        if (!found.Matched) found = ReadBareNumber(p);
        if (!found.Matched || (between && found.Kind != ValueKind.Money)) return default;
        if (between)
        {
            // "between 40k and 50k" bounds both ends; without its second half it is no range.
            if (second.At <= i) return default;
            return found with { Relation = ValueRelation.AtLeast };
        }

        if (!lone && found.Kind == ValueKind.Number && Is(p - 1, Lex.Approx) && HasForm(p - 1, "some")) return default;
        return AfterAmount(found with { Relation = found.Relation == ValueRelation.None ? relation : found.Relation, Fuzzy = found.Fuzzy || fuzzy });
    }

    private bool IsTilde(int i) => Peek(i) is var lexeme && lexeme.End - lexeme.Start == 1 && LexemeReader.Fold(symbols[lexeme.Start]) is '~' or '≈';

    private Found AfterAmount(Found found)
    {
        for (var end = found.End + 2; found.End < end;)
        {
            if (Is(found.End, Lex.ApproxAfter) && !(HasForm(found.End, "来") || (HasForm(found.End, "多") && !Peek(found.End - 1).Is(Lex.Currency) && !Peek(found.End - 1).Is(Lex.Scale) && !Peek(found.End - 1).Is(Lex.Unit))))
                found = found with { End = found.End + 1, Fuzzy = true };
            else if (Find(found.End, Lex.BoundAfter) is { } bound && !(HasForm(found.End, "起") && found.Kind != ValueKind.Money))
                found = found with { End = found.End + 1, Relation = (ValueRelation)bound.Value };
            else if (found.Kind == ValueKind.Money && IsChar(found.End, '+') && !Peek(found.End).Spaced)
                found = found with { End = found.End + 1, Relation = ValueRelation.AtLeast };
            else break;
        }

        return found;
    }

    private Found ReadPercent(int i)
    {
        if (Is(i, Lex.PercentOf))
        {
            var parts = ReadChineseNumeral(i + 1);
            return parts.Matched ? new Found(parts.End, ValueKind.Percent) { Number = parts.Value, Fuzzy = parts.Fuzzy } : default;
        }

        var (p, sign) = ReadSign(i);
        var numeral = ReadNumeral(p);
        if (!numeral.Matched || numeral.Scaled || !(IsChar(numeral.End, '%') || Is(numeral.End, Lex.Percent))) return default;
        return new Found(numeral.End + 1, ValueKind.Percent) { Number = sign * numeral.Value, Fuzzy = numeral.Fuzzy };
    }

    private (int Next, int Sign) ReadSign(int i) =>
        Is(i, Lex.Minus) && (Peek(i + 1).Class == Lex.Digits || Is(i + 1, Lex.Currency) || Is(i + 1, Lex.One) || Is(i + 1, Lex.Tens) || Is(i + 1, Lex.ZDigit) || Is(i + 1, Lex.ZUnit)) ? (i + 1, -1)
        : IsChar(i, '-') && Peek(i + 1) is { Class: Lex.Digits, Spaced: false } && (i == 0 || Peek(i).Spaced || Is(i - 1, Lex.Currency)) ? (i + 1, -1) : (i, 1);

    private bool IsChar(int i, char c) => Peek(i) is { Class: Lex.Symbol } lexeme && LexemeReader.Fold(symbols[lexeme.Start]) == c;

    private Found ReadMoney(int i)
    {
        var (p, sign) = ReadSign(i);
        var currency = Find(p, Lex.Currency)?.Text;
        if (currency is not null)
        {
            p++;
            if (sign > 0) (p, sign) = ReadSign(p);
        }

        var numeral = ReadNumeral(p);
        if (!numeral.Matched) return default;
        var end = numeral.End;
        if (currency is null && Find(end, Lex.Currency) is { } after && !IsCurrencyOfNext(end))
        {
            currency = after.Text;
            end++;
            if (Find(end, Lex.Currency)?.Text == currency) end++;
        }
        else if (currency is not null && Find(end, Lex.Currency)?.Text == currency && !IsCurrencyOfNext(end))
        {
            end++;
        }

        var value = numeral.Value;
        if (currency is null)
        {
            // "40-50k", 40到50万: the first figure borrows the second's scale and currency.
            if (!numeral.Scaled && !numeral.Figures) return default;
            if (!ReadRange(end, out var other))
            {
                return !numeral.Scaled || IsThing(end) || IsShortTalk(p, end) ? default : new Found(end, ValueKind.Money) { Number = sign * value, Fuzzy = numeral.Fuzzy };
            }

            currency = other.Currency;
            if (!numeral.Scaled) value *= other.Scale;
            if (value > other.Number) return numeral.Scaled ? new Found(end, ValueKind.Money) { Number = sign * value, Fuzzy = numeral.Fuzzy } : default;
            return new Found(end, ValueKind.Money) { Number = value, Currency = currency, Relation = ValueRelation.AtLeast };
        }

        if (ReadRange(end, out var upper) && upper.Number >= value && (upper.Currency is null || upper.Currency == currency))
        {
            if (!numeral.Scaled && upper.Scale > 1 && value < upper.Number / upper.Scale) value *= upper.Scale;
            return new Found(end, ValueKind.Money) { Number = value, Currency = currency, Relation = ValueRelation.AtLeast };
        }

        return new Found(end, ValueKind.Money) { Number = sign * value, Currency = currency, Fuzzy = numeral.Fuzzy };
    }

    /// <summary>In "50k $20k" the sign belongs to the figure it touches.</summary>
    private bool IsCurrencyOfNext(int i) => Peek(i) is { Spaced: true } sign && sign.End - sign.Start <= 2 && sign.Entry!.Form[0] < 0x2E80 && Peek(i + 1) is { Class: Lex.Digits, Spaced: false };

    /// <summary>The upper end of a money range, when one stands here; remembers where it begins, so that it is read as bounded.</summary>
    private bool ReadRange(int i, out (decimal Number, decimal Scale, string? Currency) upper)
    {
        upper = default;
        var isDash = IsChar(i, '-') || IsChar(i, '~') || Is(i, Lex.Through) || (Is(i, Lex.To) && !Is(i - 2, Lex.From)) || (Is(i, Lex.And) && IsAfterBetween(i));
        if (!isDash || (Is(i, Lex.To) && Is(i + 1, Lex.Article))) return false;
        var p = i + 1;
        var currency = Find(p, Lex.Currency)?.Text;
        if (currency is not null) p++;
        var numeral = ReadNumeral(p);
        if (!numeral.Matched) return false;
        currency ??= Find(numeral.End, Lex.Currency)?.Text;
        if (!numeral.Scaled && currency is null) return false;
        if (IsThing(numeral.End)) return false;
        var scale = numeral.Scaled && Find(numeral.End - 1, Lex.Scale) is { } unit ? unit.Value : 1;
        upper = (numeral.Value, scale, currency);
        second = (i + 1, ValueRelation.AtMost);
        return true;
    }

    private bool IsAfterBetween(int i)
    {
        for (var p = i - 1; p >= 0 && p > i - 8; p--)
        {
            if (HasForm(p, "between")) return true;
        }

        return false;
    }

    /// <summary>"3k units", 2万件: a count of things, not money.</summary>
    private bool IsThing(int i) => Is(i, Lex.Thing) || (Is(i, Lex.Counter) && !HasForm(i, "单")) || Is(i, Lex.Unit) || (HasForm(i, "of") && Is(i + 1, Lex.Thing));

    /// <summary>"a 30m call": minutes, not millions.</summary>
    private bool IsShortTalk(int start, int end) => HasForm(end - 1, "m") && end - start == 2 && Is(end, Lex.Talk);

    private Found ReadBareNumber(int i)
    {
        var (p, sign) = ReadSign(i);
        var numeral = ReadNumeral(p);
        if (!numeral.Matched || (numeral.Figures && Is(numeral.End, Lex.Nth) && !Peek(numeral.End).Spaced)) return default;
        // One word or character alone ("one", 三) is a part of speech more often than a quantity, unless something is counted with it.
        var chinese = Is(p, Lex.ZDigit) || Is(p, Lex.ZUnit);
        if (!numeral.Figures && numeral.End == p + 1 && (Find(p, Lex.One)?.Value <= 1 || (chinese && !(Is(numeral.End, Lex.Counter) && Find(p, Lex.ZDigit)?.Value != 1)))) return default;
        if (Is(p, Lex.Article) && !numeral.Figures && numeral.Fuzzy) return default;
        return new Found(numeral.End, ValueKind.Number) { Number = sign * numeral.Value, Fuzzy = numeral.Fuzzy };
    }

    private Found ReadOrdinal(int i)
    {
        if (Find(i, Lex.ZLast) is { } last) return new Found(i + 1, ValueKind.Ordinal) { Number = last.Value };
        if (Is(i, Lex.ZOrdinal))
        {
            var numeral = ReadChineseNumeral(i + 1);
            if (!numeral.Matched || numeral.Scaled) return default;
            return new Found(Skip(numeral.End, Lex.Counter), ValueKind.Ordinal) { Number = numeral.Value };
        }

        var p = Skip(i, Lex.The);
        if ((HasForm(p, "last") || HasForm(i, "the last")) && (Is(p + 1, Lex.Item) || Is(p + 1, Lex.One) || ((p > i || HasForm(i, "the last")) && EndsAt(p + 1)))) return new Found(EndsAt(p + 1) ? p + 1 : p + 2, ValueKind.Ordinal) { Number = -1 };
        decimal? number = Find(p, Lex.Ordinal)?.Value;
        var end = p + 1;
        if (number is null && Peek(p).Class == Lex.Digits && Peek(p + 1) is { Spaced: false } suffix && suffix.Is(Lex.Nth))
        {
            number = Peek(p).Number;
            end = p + 2;
        }

        if (number is null || number != decimal.Truncate(number.Value)) return default;
        if (HasForm(end, "one") || Is(end, Lex.Item)) end++;
        return new Found(end, ValueKind.Ordinal) { Number = number.Value };
    }
}

namespace BotCrm.Skills.Understanding.Values;

/// <summary>Numerals: 45, "forty-five", "a hundred and twenty", "half a", 一百二十万, 3万5, 两三.</summary>
internal sealed partial class Reading
{
    /// <summary>No numeral that people say is longer; a run of numerals beyond it is several numbers.</summary>
    private const int LongestNumeral = 24;

    private const decimal Largest = 1_000_000_000_000_000m;

    /// <param name="End">The lexeme after it; 0: none here.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Scaled">A thousand or more was said as a word or suffix ("k", "grand", 万): people say money so.</param>
    /// <param name="Figures">Written in figures.</param>
    /// <param name="Fuzzy">"a couple", 20多, 两三.</param>
    private readonly record struct Numeral(int End, decimal Value, bool Scaled, bool Figures, bool Fuzzy)
    {
        public bool Matched => End > 0;
    }

    private readonly (int At, Numeral Numeral)[] numerals = new (int, Numeral)[4];

    private Numeral ReadNumeral(int i)
    {
        ref var kept = ref numerals[i & 3];
        if (kept.At != i + 1) kept = (i + 1, FindNumeral(i));
        return kept.Numeral;
    }

    private Numeral FindNumeral(int i)
    {
        // Most lexemes cannot begin a numeral.
        var entry = Peek(i).Entry;
        if (Peek(i).Class != Lex.Digits && entry is null) return default;
        var chinese = ReadChineseNumeral(i);
        var english = ReadEnglishNumeral(i);
        var best = english.End >= chinese.End ? english : chinese;
        return best.Value < Largest ? best : default;
    }

    private Numeral ReadEnglishNumeral(int i)
    {
        var limit = i + LongestNumeral;
        var start = i;
        if (HasForm(i, "three") && HasForm(i + 1, "quarters") && HasForm(i + 2, "of") && Is(i + 3, Lex.Article) && Find(i + 4, Lex.Scale) is { } of && IsEnglishScale(i + 4))
            return new Numeral(i + 5, 0.75m * of.Value, true, false, false);
        if (Is(i, Lex.Article) || Is(i, Lex.Half) || Is(i, Lex.Couple) || Is(i, Lex.Dozen) || IsQuarterWord(i))
        {
            var special = ReadFractionOrCouple(i);
            if (special.Matched) return special;
            if (!Is(i, Lex.Article) || !(Is(i + 1, Lex.Hundred) || (Is(i + 1, Lex.Scale) && IsEnglishScale(i + 1)))) return default;
            i++;
        }

        decimal total = 0, current = start == i ? 0 : 1;
        bool any = start != i, scaled = false, figures = false, afterTens = false, afterOne = start != i;
        while (i < limit)
        {
            var lexeme = Peek(i);
            if (lexeme.Class == Lex.Digits)
            {
                if (any) break;
                current = lexeme.Number;
                figures = afterOne = true;
                i++;
            }
            else if (lexeme.Find(Lex.One) is { } one && !(one.Value is 1 && any && !afterTens) && (!afterOne || (afterTens && one.Value < 10)))
            {
                current += one.Value;
                (afterOne, afterTens) = (true, false);
                i++;
            }
            else if (lexeme.Find(Lex.Tens) is { } tens && !afterOne && !afterTens)
            {
                current += tens.Value;
                (afterTens, afterOne) = (true, true);
                i = Peek(i + 1) is { Class: Lex.Symbol, Spaced: false } dash && dash.End - dash.Start == 1 && Is(i + 2, Lex.One) && !Peek(i + 2).Spaced ? i + 2 : i + 1;
            }
            else if (any && lexeme.Find(Lex.Hundred) is not null && current is > 0 and < 100)
            {
                current *= 100;
                (afterOne, afterTens) = (false, false);
                i++;
            }
            else if (any && lexeme.Find(Lex.Scale) is { } scale && IsEnglishScale(i) && current > 0)
            {
                total += current * scale.Value;
                current = 0;
                scaled = true;
                (afterOne, afterTens) = (false, false);
                i++;
                if (Is(i, Lex.Scale) || total >= Largest) break;
            }
            else if (any && Is(i, Lex.Point) && Is(i + 1, Lex.One))
            {
                i++;
                for (var place = 0.1m; i < limit && Find(i, Lex.One) is { Value: < 10 } figure; i++, place /= 10) current += figure.Value * place;
                afterOne = true;
            }
            else if (any && Is(i, Lex.And) && Is(i + 1, Lex.Article) && Is(i + 2, Lex.Half) && !Is(i + 3, Lex.Article))
            {
                if (!Is(i + 3, Lex.Scale) && !Is(i + 3, Lex.Unit) && scaled == false) break;
                current += scaled ? 0 : 0.5m;
                if (scaled) break;
                i += 3;
            }
            else if (any && !afterOne && !figures && Is(i, Lex.And) && (Is(i + 1, Lex.One) || Is(i + 1, Lex.Tens)))
            {
                i++;
                continue;
            }
            else
            {
                break;
            }

            any = true;
        }

        return any ? new Numeral(i, total + current, scaled, figures, false) : default;
    }

    private bool IsEnglishScale(int i) => Find(i, Lex.Scale) is { } scale && (scale.Form[0] < 0x2E80 || Peek(i - 1).Class == Lex.Digits);

    private bool IsQuarterWord(int i) => HasForm(i, "quarter");

    private Numeral ReadFractionOrCouple(int i)
    {
        var p = Skip(i, Lex.Article);
        if (Find(p, Lex.Couple) is { } couple && (p > i || couple.Value == 2))
        {
            p++;
            if (Find(p, Lex.Scale) is { } scale) return new Numeral(p + 1, couple.Value * scale.Value, true, false, true);
            return Is(p, Lex.Hundred) ? new Numeral(p + 1, couple.Value * 100, false, false, true) : new Numeral(p, couple.Value, false, false, true);
        }

        if (Is(p, Lex.Dozen)) return new Numeral(p + 1, 12, false, false, false);
        var part = Is(p, Lex.Half) ? 0.5m : IsQuarterWord(p) ? 0.25m : 0;
        if (part == 0) return default;
        p = Skip(Skip(p + 1, Lex.Of), Lex.Article);
        return Find(p, Lex.Scale) is { } unit && IsEnglishScale(p) ? new Numeral(p + 1, part * unit.Value, true, false, false) : default;
    }

    /// <summary>
    /// Sections of 万 and 亿 with figures or characters before each unit. A last figure behind a unit counts its tenth (一万二 = 12000);
    /// neighbouring figures (两三万) are the smaller, fuzzy; 多, 来, 几 behind a unit make it fuzzy.
    /// </summary>
    private Numeral ReadChineseNumeral(int i)
    {
        var start = i;
        var limit = i + LongestNumeral;
        decimal total = 0, section = 0, digit = -1, lastUnit = 0;
        bool fuzzy = false, scaled = false, figures = false, zero = false, any = false;
        var lead = ReadLoneDigits(i);
        if (lead.Matched) return lead;
        while (i < limit)
        {
            var lexeme = Peek(i);
            if (lexeme.Class == Lex.Digits && digit < 0 && lexeme.Find(Lex.Unit) is null && (!any || (!lexeme.Spaced && lastUnit >= 1000)))
            {
                digit = lexeme.Number;
                figures |= !any;
            }
            else if (lexeme.Find(Lex.ZDigit) is { } zdigit && digit < 0)
            {
                if (zdigit.Value == 0) zero = true;
                else digit = zdigit.Value;
            }
            else if (lexeme.Find(Lex.ZDigit) is { } next && next.Value == digit + 1 && (Is(i + 1, Lex.ZUnit) || Is(i + 1, Lex.Scale) || Is(i + 1, Lex.Unit) || Is(i + 1, Lex.Counter)))
            {
                fuzzy = true;
            }
            else if (lexeme.Find(Lex.ZUnit) is { } unit && (digit > 0 || (digit < 0 && unit.Value == 10) || (!any && IsApproxBefore(i)) || (!any && unit.Value == 100 && HasForm(i + 1, "万"))))
            {
                section += (digit < 0 ? 1 : digit) * unit.Value;
                (digit, lastUnit, zero) = (-1, unit.Value, false);
                scaled |= figures && unit.Value == 1000;
            }
            else if (lexeme.Find(Lex.Scale) is { } scale && scale.Form[0] is var form && (form >= 0x2E80 || form == 'w') && ((any && (digit > 0 || section > 0)) || (!any && IsApproxBefore(i) && form >= 0x2E80)))
            {
                var value = section + Math.Max(digit, 0);
                if (!any) value = 1;
                total = scale.Value == 100_000_000 && lastUnit == 10_000 ? (total + value) * scale.Value : total + (value * scale.Value);
                (section, digit, lastUnit, scaled, zero) = (0, -1, scale.Value, true, false);
                if (total >= Largest) return default;
            }
            else if (any && figures | digit > 0 && lexeme.Is(Lex.Counter) && HasForm(i, "个") && HasForm(i + 1, "亿"))
            {
                // 1个亿
            }
            else if (any && lexeme.Is(Lex.Many) && (Is(i + 1, Lex.Scale) || Is(i + 1, Lex.ZUnit) || ((lastUnit > 0 || figures) && (Is(i + 1, Lex.Unit) || Is(i + 1, Lex.Counter) || Is(i + 1, Lex.Currency)))))
            {
                fuzzy = true;
            }
            else if (any && !figures && digit >= 0 && lexeme.Is(Lex.Dot) && Is(i + 1, Lex.ZDigit) && ReadChineseDecimals(i + 1, out var decimals) is var after and > 0)
            {
                digit += decimals;
                i = after;
                continue;
            }
            else
            {
                break;
            }

            any = true;
            i++;
        }

        if (!any || (digit < 0 && section == 0 && total == 0 && !zero)) return default;
        if (digit > 0 && digit < 10 && lastUnit >= 100 && !zero && !IsUnitLike(i)) digit *= lastUnit / 10;
        return new Numeral(i, total + section + Math.Max(digit, 0), scaled, figures && i == start + 1, fuzzy);
    }

    private bool IsApproxBefore(int i) => Is(i - 1, Lex.Approx) || HasForm(i - 1, "几") || HasForm(i - 1, "数");

    private bool IsUnitLike(int i) => Is(i, Lex.Unit) || Is(i, Lex.Counter) || Is(i, Lex.ZMonth) || Is(i, Lex.ZDay);

    /// <summary>二零二六: figures read out one by one, at least three of them.</summary>
    private Numeral ReadLoneDigits(int i)
    {
        decimal value = 0;
        var p = i;
        for (; p < i + 12 && Find(p, Lex.ZDigit) is { } digit; p++) value = (value * 10) + digit.Value;
        return p - i >= 3 && !Is(p, Lex.ZUnit) && !Is(p, Lex.Scale) ? new Numeral(p, value, false, false, false) : default;
    }

    /// <summary>三点五 is a decimal only before a scale, a currency or a percent sign; otherwise it is a time.</summary>
    private int ReadChineseDecimals(int i, out decimal decimals)
    {
        decimals = 0;
        var p = i;
        for (var place = 0.1m; p < i + 4 && Find(p, Lex.ZDigit) is { } digit; p++, place /= 10) decimals += digit.Value * place;
        return p > i && (Is(p, Lex.Scale) || Is(p, Lex.Currency) || Is(p, Lex.Percent) || Is(p, Lex.Unit) || Is(i - 3, Lex.PercentOf)) ? p : 0;
    }
}

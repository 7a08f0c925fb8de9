using System.Globalization;
using System.Text;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>Which sign parts whole units from hundredths.</summary>
public enum DecimalMark
{
    Point,
    Comma,
}

/// <summary>Reads amounts: signs and codes of currencies, separators of either kind, 万 and 千, k and m.</summary>
internal static class MoneyReader
{
    /// <summary>In the form that texts are compared in.</summary>
    private static readonly (string Sign, string Code)[] Signs = Array.ConvertAll<(string Sign, string Code), (string, string)>(
    [
        ("US$", "USD"), ("HK$", "HKD"), ("NT$", "TWD"), ("人民币", "CNY"), ("RMB", "CNY"), ("美元", "USD"), ("欧元", "EUR"), ("港币", "HKD"), ("港元", "HKD"), ("日元", "JPY"), ("英镑", "GBP"),
        ("¥", "CNY"), ("￥", "CNY"), ("€", "EUR"), ("£", "GBP"), ("$", "USD"), ("元", "CNY"),
    ],
    one => (one.Sign.Normalize(NormalizationForm.FormKC).ToUpperInvariant(), one.Code));

    private static readonly (string Word, decimal Times)[] Scales = [("百万", 1_000_000m), ("千万", 10_000_000m), ("亿", 100_000_000m), ("万", 10_000m), ("千", 1_000m), ("MIO", 1_000_000m), ("K", 1_000m), ("M", 1_000_000m)];

    /// <summary>The amount and the currency it names. Null: no amount, or one that can be read two ways while <paramref name="mark"/> is not known.</summary>
    public static (decimal Amount, string? Currency)? Read(Cell cell, DecimalMark? mark)
    {
        if (cell.Type == CellType.Number)
            return decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain) ? (decimal.Round(plain, 2), null) : null;
        var (digits, currency, times) = Strip(cell.Text);
        if (digits is null)
            return null;
        var style = Evidence(digits) ?? mark;
        if (style is null && Separator(digits) is not null)
            return null;
        var clean = style == DecimalMark.Comma ? digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : digits.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(clean, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1e16m
            ? (decimal.Round(amount * times, 2), currency)
            : null;
    }

    /// <summary>What a text says of the mark in its column: it cannot be both; null with <paramref name="open"/>: it could be either.</summary>
    public static DecimalMark? MarkOf(string text, out bool open)
    {
        open = false;
        if (Strip(text).Digits is not { } digits)
            return null;
        if (Evidence(digits) is { } mark)
            return mark;
        open = Separator(digits) is not null;
        return null;
    }

    /// <summary>Whether it names a currency or a scale: then it is an amount and no mere number.</summary>
    public static bool IsMoney(string text) => Strip(text) is { Digits: not null } parts && (parts.Currency is not null || parts.Times != 1m);

    private static (string? Digits, string? Currency, decimal Times) Strip(string value)
    {
        // Most cells of a file are words, and each is asked.
        if (!value.Any(char.IsNumber))
            return default;
        var text = value.Normalize(NormalizationForm.FormKC).Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).ToUpperInvariant();
        if (text.Length is 0 or > 40)
            return default;
        string? currency = null;
        foreach (var (sign, code) in Signs)
        {
            var at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at < 0)
                continue;
            currency = code;
            text = text.Remove(at, sign.Length);
            break;
        }
        if (currency is null && text.Length > 3)
        {
            if (Currencies.Knows(text[..3]))
                (currency, text) = (text[..3], text[3..]);
            else if (Currencies.Knows(text[^3..]))
                (currency, text) = (text[^3..], text[..^3]);
        }
        var times = 1m;
        foreach (var (word, scale) in Scales)
        {
            if (!text.EndsWith(word, StringComparison.Ordinal))
                continue;
            times = scale;
            text = text[..^word.Length];
            break;
        }
        var digits = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && digits.All(c => char.IsAsciiDigit(c) || c is '.' or ',') ? (text.TrimStart('+'), currency, times) : default;
    }

    /// <summary>Both separators: the last is the mark. One of them several times: it groups. Once, and not before three digits: it is the mark.</summary>
    private static DecimalMark? Evidence(string digits)
    {
        var point = digits.LastIndexOf('.');
        var comma = digits.LastIndexOf(',');
        if (point >= 0 && comma >= 0)
            return point > comma ? DecimalMark.Point : DecimalMark.Comma;
        if (Separator(digits) is not null || (point < 0 && comma < 0))
            return null;
        var several = digits.Count(c => c is '.' or ',') > 1;
        return (point >= 0) == !several ? DecimalMark.Point : DecimalMark.Comma;
    }

    /// <summary>The one separator that stands before exactly three digits: it may group or be the mark.</summary>
    private static char? Separator(string digits)
    {
        var at = digits.AsSpan().IndexOfAny('.', ',');
        return at > 0 && at == digits.AsSpan().LastIndexOfAny('.', ',') && digits.Length - at == 4 && at <= 3 + (digits[0] == '-' ? 1 : 0) && digits[at - 1] != '0' ? digits[at] : null;
    }
}

using System.Globalization;
using System.Text;

namespace BotCrm.Core.Primitives;

/// <summary>
/// Collects the first thing that is wrong with a use case's input while handing back cleaned values, so that a command states its rules line
/// by line and asks once at the end: <c>if (check.Failure is { } failure) return failure;</c>. Field names are camelCase, as in JSON.
/// </summary>
internal sealed class Checks
{
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(2100, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public Failure? Failure { get; private set; }

    public void Fail(Failure failure) => Failure ??= failure;

    /// <summary>A text that must say something. Trimmed; control characters other than line breaks and tabs are dropped.</summary>
    public string Required(string? value, string field, int max)
    {
        var clean = Clean(value);
        if (clean.Length == 0)
            Fail(With(Failure.Invalid("required", $"Give {field}: it must not be empty.", field)));
        return Limited(clean, field, max);
    }

    /// <summary>A text that may be missing; blank counts as missing.</summary>
    public string? Optional(string? value, string field, int max)
    {
        var clean = Clean(value);
        return clean.Length == 0 ? null : Limited(clean, field, max);
    }

    /// <summary>A text of a change: null leaves the field alone; to empty it, it must stand in Clear, so blank is refused.</summary>
    public string? Changed(string? value, string field, int max) => value is null ? null : Required(value, field, max);

    public void Range(decimal? value, string field, decimal min, decimal max)
    {
        if (value is { } number && (number < min || number > max))
            Fail(OutOfRange(field, Text(min), Text(max)));
    }

    /// <summary>Instants outside 1990–2100 are typing errors, whatever the field.</summary>
    public void Instant(DateTimeOffset? value, string field)
    {
        if (value is { } instant && (instant < Earliest || instant > Latest))
            Fail(With(Failure.Invalid("date_out_of_range", $"{field} must lie between 1990 and 2100.", field), ("min", "1990"), ("max", "2100")));
    }

    public void Day(DateOnly? value, string field)
    {
        if (value is { } day && (day.Year < 1990 || day.Year > 2100))
            Fail(With(Failure.Invalid("date_out_of_range", $"{field} must lie between 1990 and 2100.", field), ("min", "1990"), ("max", "2100")));
    }

    /// <summary>For what has already happened: a day ahead is tolerated for clocks and time zones, more is a mistake.</summary>
    public void Past(DateTimeOffset? value, string field, DateTimeOffset now)
    {
        Instant(value, field);
        if (value > now.AddDays(1))
            Fail(With(Failure.Invalid("in_future", $"{field} must not lie in the future; for something planned, create a task.", field)));
    }

    public void Amount(decimal? value, string field)
    {
        if (value is not { } amount)
            return;
        if (amount <= 0 || amount > Money.Max)
            Fail(With(Failure.Invalid("amount_out_of_range", $"{field} must be more than 0 and at most {Text(Money.Max)}.", field), ("max", Text(Money.Max))));
        else if (decimal.Round(amount, 2) != amount)
            Fail(With(Failure.Invalid("amount_too_fine", $"{field} may have at most two decimal places.", field)));
    }

    /// <summary>An ISO 4217 code in any case; returned in capitals.</summary>
    public string? Currency(string? value, string field)
    {
        if (value is null)
            return null;
        var code = value.Trim().ToUpperInvariant();
        if (!Currencies.Knows(code))
            Fail(With(Failure.Invalid("unknown_currency", $"{field} must be an ISO 4217 currency code such as EUR, USD or CNY.", field), ("value", Shown(value))));
        return code;
    }

    /// <summary>One of a fixed set of words, in any case; returned as the set spells it.</summary>
    public string? OneOf(string? value, string field, IReadOnlyList<string> allowed)
    {
        if (value is null)
            return null;
        var found = allowed.FirstOrDefault(word => word.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Fail(With(Failure.Invalid("unknown_value", $"{field} must be one of: {string.Join(", ", allowed)}.", field), ("value", Shown(value)), ("allowed", string.Join(", ", allowed))));
        return found;
    }

    public void Known<TEnum>(TEnum? value, string field)
        where TEnum : struct, Enum
    {
        if (value is not { } one || Enum.IsDefined(one))
            return;
        var allowed = string.Join(", ", Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()));
        Fail(With(Failure.Invalid("unknown_value", $"{field} must be one of: {allowed}.", field), ("value", one.ToString()), ("allowed", allowed)));
    }

    /// <summary>The fields to empty: each must be one that may be empty.</summary>
    public IReadOnlySet<string> Clear(IReadOnlyList<string> fields, params string[] allowed)
    {
        foreach (var field in fields)
        {
            if (!allowed.Contains(field, StringComparer.Ordinal))
                Fail(With(Failure.Invalid("cannot_clear", $"{Shown(field)} cannot be emptied; these can: {string.Join(", ", allowed)}.", "clear"), ("value", Shown(field)), ("allowed", string.Join(", ", allowed))));
        }

        return fields.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Trims white space and invisible characters at both ends, drops control characters and broken surrogates, composes accents.</summary>
    public static string Clean(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "";
        var kept = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar && !value.Contains('\uFFFD', StringComparison.Ordinal))
                continue;
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))
                continue;
            kept.Append(rune.ToString());
        }

        var text = kept.ToString().Normalize(NormalizationForm.FormC);
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return text[start..end];
    }

    // A zero-width joiner or space at an end shows nothing; inside a word it may hold an emoji or a Persian word together, so it stays there.
    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private string Limited(string clean, string field, int max)
    {
        if (clean.Length > max)
            Fail(With(Failure.Invalid("too_long", $"{field} may have at most {max} characters; this has {clean.Length}.", field), ("max", Text(max)), ("length", Text(clean.Length))));
        return clean;
    }

    private static Failure OutOfRange(string field, string min, string max) =>
        With(Failure.Invalid("out_of_range", $"{field} must be between {min} and {max}.", field), ("min", min), ("max", max));

    private static Failure With(Failure failure, params (string Key, string Value)[] data)
    {
        var values = data.ToDictionary(pair => pair.Key, pair => pair.Value);
        if (failure.Field is { } field)
            values["field"] = field;
        return failure with { Data = values };
    }

    private static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace BotCrm.Core.Primitives;

/// <summary>The checks of numbers, times, money and members of a set.</summary>
internal sealed partial class Checks
{
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(2100, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public void Fail(Failure failure) => Failure ??= failure;

    /// <summary>A text of a change: null leaves the field alone; to empty it, it must stand in Clear, so blank is refused.</summary>
    public string? Changed(string? value, int max, string field) => value is null ? null : Required(value, max, field);

    public void Range(decimal? value, decimal min, decimal max, string field)
    {
        if (value is { } number && (number < min || number > max))
            Fail("out_of_range", $"{field} must be between {Text(min)} and {Text(max)}.", field, ("min", Text(min)), ("max", Text(max)));
    }

    /// <summary>Instants outside 1990–2100 are typing errors, whatever the field.</summary>
    public void Instant(DateTimeOffset? value, string field)
    {
        if (value is { } instant && (instant < Earliest || instant > Latest))
            Fail("date_out_of_range", $"{field} must lie between 1990 and 2100.", field, ("min", "1990"), ("max", "2100"));
    }

    public void Day(DateOnly? value, string field)
    {
        if (value is { } day && (day.Year < 1990 || day.Year > 2100))
            Fail("date_out_of_range", $"{field} must lie between 1990 and 2100.", field, ("min", "1990"), ("max", "2100"));
    }

    /// <summary>For what has already happened: a day ahead is tolerated for clocks and time zones, more is a mistake.</summary>
    public void Past(DateTimeOffset? value, DateTimeOffset now, string field)
    {
        Instant(value, field);
        if (value > now.AddDays(1))
            Fail("in_future", $"{field} must not lie in the future; for something planned, create a task.", field);
    }

    public void Amount(decimal? value, string field)
    {
        if (value is not { } amount)
            return;
        if (amount <= 0 || amount > Money.Max)
            Fail("amount_out_of_range", $"{field} must be more than 0 and at most {Text(Money.Max)}.", field, ("max", Text(Money.Max)));
        else if (decimal.Round(amount, 2) != amount)
            Fail("amount_too_fine", $"{field} may have at most two decimal places.", field);
    }

    /// <summary>An amount that must fit its currency: no decimals where the currency has none.</summary>
    public void Amount(decimal? value, string currency, string field)
    {
        Amount(value, field);
        if (value is { } amount && Currencies.Round(amount, currency) != amount && decimal.Round(amount, 2) == amount)
            Fail("amount_without_decimals", $"{field} is in {currency}, which has no decimals; give a whole amount.", field, ("currency", currency));
    }

    /// <summary>A share between 0 and 100 with at most two decimals.</summary>
    public void Percent(decimal? value, string field)
    {
        Range(value, 0, 100, field);
        if (value is { } share && decimal.Round(share, 2) != share)
            Fail("percent_too_fine", $"{field} may have at most two decimal places.", field);
    }

    /// <summary>An ISO 4217 code in any case; returned in capitals.</summary>
    public string? Currency(string? value, string field)
    {
        if (value is null)
            return null;
        var code = value.Trim().ToUpperInvariant();
        if (!Currencies.Knows(code))
            Fail("unknown_currency", $"{field} must be an ISO 4217 currency code such as EUR, USD or CNY.", field, ("value", Shown(value)));
        return code;
    }

    /// <summary>One of a fixed set of words, in any case; returned as the set spells it.</summary>
    public string? OneOf(string? value, IReadOnlyList<string> allowed, string field)
    {
        if (value is null)
            return null;
        var found = allowed.FirstOrDefault(word => word.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Fail("unknown_value", $"{field} must be one of: {string.Join(", ", allowed)}.", field, ("value", Shown(value)), ("allowed", string.Join(", ", allowed)));
        return found;
    }

    /// <summary>A number cast to an enum need not be a member of it.</summary>
    public void Known<TEnum>(TEnum? value, string field)
        where TEnum : struct, Enum
    {
        if (value is not { } one || Enum.IsDefined(one))
            return;
        var allowed = string.Join(", ", Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant()));
        Fail("unknown_value", $"{field} must be one of: {allowed}.", field, ("value", one.ToString()), ("allowed", allowed));
    }

    private static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

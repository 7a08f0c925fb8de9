using System.Globalization;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.ExchangeRates;

/// <summary>
/// Puts amounts into the company's currency: by the latest rate on or before the day, rounded once to the currency's smallest amount, halves
/// away from zero. Remembers what it looked up; lives no longer than a session.
/// </summary>
internal sealed class Converter(CrmSession session)
{
    private readonly Dictionary<(string Currency, DateOnly Day), decimal?> known = [];

    public string Company => session.Options.Currency;

    /// <summary>Null when no rate was known by that day. There is no guessing: an amount without a rate must be shown as one.</summary>
    public async Task<decimal?> TryAsync(decimal amount, string currency, DateOnly day, CancellationToken ct)
    {
        if (currency == Company)
            return amount;
        return await RateAsync(currency, day, ct) is { } rate ? Currencies.Round(amount * rate, Company) : null;
    }

    public async Task<Result<decimal>> ConvertAsync(decimal amount, string currency, DateOnly day, CancellationToken ct) =>
        await TryAsync(amount, currency, day, ct) is { } converted ? converted : NoRate(currency, day);

    public async Task<decimal?> RateAsync(string currency, DateOnly day, CancellationToken ct)
    {
        if (currency == Company)
            return 1m;
        if (known.TryGetValue((currency, day), out var seen))
            return seen;
        var own = Company;
        var rate = await session.Db.ExchangeRates.AsNoTracking()
            .Where(one => one.Base == own && one.Currency == currency && one.Day <= day)
            .OrderByDescending(one => one.Day)
            .Select(one => (decimal?)one.Rate)
            .FirstOrDefaultAsync(ct);
        return known[(currency, day)] = rate;
    }

    private Failure NoRate(string currency, DateOnly day)
    {
        var shown = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Failure.Conflict("no_exchange_rate", $"No rate from {currency} to {Company} is known on or before {shown}; set one, or ask per currency.") with
        {
            Data = new Dictionary<string, string> { ["currency"] = currency, ["base"] = Company, ["day"] = shown },
        };
    }
}

namespace BotCrm.Core.ExchangeRates;

/// <summary>One unit of <paramref name="Currency"/> is worth <paramref name="Rate"/> of <paramref name="Base"/>, the company's currency.</summary>
public sealed record ExchangeRateView(long Id, string Currency, string Base, DateOnly Day, decimal Rate, DateTimeOffset UpdatedAt, int Version)
{
    internal static ExchangeRateView From(ExchangeRate rate) => new(rate.Id, rate.Currency, rate.Base, rate.Day, rate.Rate, rate.UpdatedAt, rate.Version);
}

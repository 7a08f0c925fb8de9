using System.Globalization;

namespace BotCrm.Core.Primitives;

/// <summary>An amount in an ISO 4217 currency. Stored as hundredths of the unit, whatever the currency, so that sums are exact in every store.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    public const decimal Max = 1_000_000_000_000m;

    public long Minor => (long)decimal.Round(Amount * 100m, 0, MidpointRounding.AwayFromZero);

    public static Money FromMinor(long minor, string currency) => new(minor / 100m, currency);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount:0.##} {Currency}");
}

using System.Globalization;

namespace BotCrm.Core.ExchangeRates;

/// <summary>What one unit of a currency is worth in the company's, from a day on until the next known rate.</summary>
public sealed class ExchangeRate
{
    /// <summary>Ten places: enough for one unit of the weakest currency in the strongest.</summary>
    internal const long Scale = 10_000_000_000;

    public long Id { get; internal set; }

    /// <summary>The company's currency when the rate was written down; rates into another one do not count.</summary>
    public string Base { get; internal set; } = "";

    public string Currency { get; internal set; } = "";

    public DateOnly Day { get; internal set; }

    public decimal Rate { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }

    internal string Label => string.Create(CultureInfo.InvariantCulture, $"{Currency}/{Base} {Day:yyyy-MM-dd}");
}

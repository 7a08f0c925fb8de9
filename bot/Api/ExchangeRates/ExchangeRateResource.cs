using System.Globalization;
using System.Text.Json.Serialization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.ExchangeRates;

namespace BotCrm.Bot.Api.ExchangeRates;

/// <summary>One unit of <c>currency</c> is worth <c>rate</c> of <c>base</c>, the company's currency, from <c>day</c> on.</summary>
internal sealed record ExchangeRateResource(string Id, string Currency, string Base, DateOnly Day, decimal Rate, DateTimeOffset UpdatedAt, int Version) : IVersioned
{
    public static ExchangeRateResource From(ExchangeRateView view) =>
        new(view.Id.ToString(CultureInfo.InvariantCulture), view.Currency, view.Base, view.Day, view.Rate, view.UpdatedAt, view.Version);
}

internal sealed record NewRate
{
    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>What one unit is worth in the company's currency.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Today when not given.</summary>
    public DateOnly? Day { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RateBody
{
    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required decimal Rate { get; init; }

    public required DateOnly Day { get; init; }
}

internal sealed record RateImport
{
    public IReadOnlyList<RateBody>? Rates { get; init; }
}

internal sealed record RatesImported(int Count);

internal sealed record ConvertedAmount(decimal Amount, string Currency);

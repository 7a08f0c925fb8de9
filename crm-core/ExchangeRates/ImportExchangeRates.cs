using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.ExchangeRates;

/// <summary>Writes down many rates, all or none; the failure of one names its row. Returns how many.</summary>
[Requires(Permissions.RatesWrite)]
public sealed record ImportExchangeRates : Command<int>
{
    public const int Max = 5000;

    public required IReadOnlyList<SetExchangeRate> Rates { get; init; }

    protected internal override async Task<Result<int>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Rates.Count is 0 or > Max)
            return Failure.Invalid("too_many", $"rates must have 1 to {Max} entries; this has {Rates.Count}.", "rates") with { Data = new Dictionary<string, string> { ["field"] = "rates", ["max"] = Max.ToString(CultureInfo.InvariantCulture) } };
        for (var row = 0; row < Rates.Count; row++)
        {
            var set = await Rates[row].RunAsync(session, ct);
            if (!set.Ok)
                return set.Failure with { Message = string.Create(CultureInfo.InvariantCulture, $"Rate {row + 1}: {set.Failure.Message}") };
        }
        return Rates.Count;
    }
}

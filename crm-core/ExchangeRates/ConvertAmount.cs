using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.ExchangeRates;

/// <summary>An amount in the company's currency, by the latest rate on or before the day; conflict (no_exchange_rate) when none is known.</summary>
[Requires(Permissions.SettingsRead)]
public sealed record ConvertAmount : Query<Money>
{
    public required decimal Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>Today for the company when not given.</summary>
    public DateOnly? Day { get; init; }

    protected internal override async Task<Result<Money>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var currency = check.Currency(check.Required(Currency, Limits.Word, "currency"), "currency") ?? "";
        check.Range(Amount, -Money.Max, Money.Max, "amount");
        check.Day(Day, "day");
        if (check.Failure is { } failure)
            return failure;
        var converter = new Converter(session);
        var converted = await converter.ConvertAsync(Amount, currency, Day ?? session.CompanyToday, ct);
        return converted.Ok ? new Money(converted.Value, converter.Company) : converted.Failure;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.ExchangeRates;

/// <summary>Writes down a rate; one known for the same day is replaced.</summary>
[Requires(Permissions.RatesWrite)]
public sealed record SetExchangeRate : Command<ExchangeRateView>
{
    public required string Currency { get; init; }

    /// <summary>What one unit is worth in the company's currency; more than 0, at most ten decimal places.</summary>
    public required decimal Rate { get; init; }

    /// <summary>From which day on; today for the company when not given.</summary>
    public DateOnly? Day { get; init; }

    protected internal override async Task<Result<ExchangeRateView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var currency = check.Currency(check.Required(Currency, Limits.Word, "currency"), "currency") ?? "";
        check.Day(Day, "day");
        if (Rate <= 0 || Rate > 100_000_000m)
            check.Fail("rate_out_of_range", "rate must be more than 0 and at most 100000000.", "rate");
        else if (decimal.Round(Rate, 10) != Rate)
            check.Fail("rate_too_fine", "rate may have at most ten decimal places.", "rate");
        if (currency == session.Options.Currency)
            check.Fail("own_currency", $"{currency} is the company's own currency; its rate is always 1.", "currency", ("currency", currency));
        if (check.Failure is { } failure)
            return failure;

        var (own, day) = (session.Options.Currency, Day ?? session.CompanyToday);
        var rate = await session.Db.ExchangeRates.SingleOrDefaultAsync(one => one.Base == own && one.Currency == currency && one.Day == day, ct);
        if (rate is null)
        {
            rate = new ExchangeRate { Id = await session.NewIdAsync(ct), Base = own, Currency = currency, Day = day };
            session.Db.ExchangeRates.Add(rate);
        }
        rate.Rate = Numbers.Plain(Rate);
        rate.UpdatedAt = session.Now;
        await session.SaveAsync(ct);
        return ExchangeRateView.From(rate);
    }
}

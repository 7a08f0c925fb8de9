using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.ExchangeRates;

/// <summary>Rates into the company's currency. Sorts: day (default; the newest first with descending), currency.</summary>
[Requires(Permissions.SettingsRead)]
public sealed record ListExchangeRates : Query<Page<ExchangeRateView>>
{
    private static readonly Sorts<ExchangeRate> Order = new Sorts<ExchangeRate>(rate => rate.Id).By("day", rate => rate.Day).By("currency", rate => rate.Currency);

    public string? Currency { get; init; }

    /// <summary>On or before this day.</summary>
    public DateOnly? To { get; init; }

    public DateOnly? From { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<ExchangeRateView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var currency = check.Currency(Currency, "currency");
        if (check.Failure is { } failure)
            return failure;
        var own = session.Options.Currency;
        var rates = session.Db.ExchangeRates.AsNoTracking().Where(rate => rate.Base == own);
        if (currency is not null)
            rates = rates.Where(rate => rate.Currency == currency);
        if (From is { } from)
            rates = rates.Where(rate => rate.Day >= from);
        if (To is { } to)
            rates = rates.Where(rate => rate.Day <= to);
        var page = await Order.PageAsync(rates, Paging, ct);
        return page.Ok ? new Page<ExchangeRateView>([.. page.Value.Items.Select(ExchangeRateView.From)], page.Value.Next, page.Value.Total) : page.Failure;
    }
}

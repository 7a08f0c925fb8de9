using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.ExchangeRates;

internal static class ExchangeRateEndpoints
{
    private const string Tag = "Exchange rates";

    public static void MapExchangeRates(this IEndpointRouteBuilder api)
    {
        var rates = api.MapGroup("/exchange-rates");
        rates.MapGet("", ListAsync).Describe("listExchangeRates", "List the rates into the company's currency.", Tag).Lists<ExchangeRateResource>(
            ["day", "currency"],
            QueryParameter.Of<string>("currency", "Of this currency (ISO 4217)."),
            QueryParameter.Of<DateOnly>("from", "On this day or later."),
            QueryParameter.Of<DateOnly>("to", "On this day or earlier."));
        rates.MapPost("", SetAsync).Describe("setExchangeRate", "Write down a rate; one of the same day is replaced.", Tag).Creates<NewRate, ExchangeRateResource>();
        rates.MapPost("/import", ImportAsync).Describe("importExchangeRates", "Write down many rates, all or none.", Tag).Changes<RateImport, RatesImported>();
        rates.MapGet("/convert", ConvertAsync).Describe("convertAmount", "An amount in the company's currency by the latest rate on or before a day.", Tag).Filters(
            QueryParameter.Of<decimal>("amount", "The amount."),
            QueryParameter.Of<string>("currency", "Its currency (ISO 4217)."),
            QueryParameter.Of<DateOnly>("day", "The day; today when not given.")).Gets<ConvertedAmount>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(
            await call.AskAsync(new ListExchangeRates { Currency = call.Query.Text("currency"), From = call.Query.Day("from"), To = call.Query.Day("to"), Paging = call.Query.Paging(descending: true) }, ct),
            ExchangeRateResource.From);

    private static async Task<IResult> SetAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewRate>(ct);
        var given = body.Value;
        return call.Created(
            await call.RunAsync(new SetExchangeRate { Currency = body.Needed(given.Currency, "currency", ""), Rate = body.Needed(given.Rate, "rate"), Day = given.Day }, ct),
            ExchangeRateResource.From);
    }

    private static async Task<IResult> ImportAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<RateImport>(ct);
        var rates = body.Needed(body.Value.Rates, "rates", []);
        return call.Answer(
            await call.RunAsync(new ImportExchangeRates { Rates = [.. rates.Select(static one => new SetExchangeRate { Currency = one.Currency, Rate = one.Rate, Day = one.Day })] }, ct),
            static count => new RatesImported(count));
    }

    private static async Task<IResult> ConvertAsync(ApiCall call, CancellationToken ct)
    {
        var (amount, currency) = (call.Query.Amount("amount"), call.Query.Text("currency"));
        if (amount is null || currency is null)
            call.Fail(Failure.Invalid("missing_value", "'amount' and 'currency' are needed.", amount is null ? "amount" : "currency"));
        return call.Answer(
            await call.AskAsync(new ConvertAmount { Amount = amount ?? 0, Currency = currency ?? "", Day = call.Query.Day("day") }, ct),
            static money => new ConvertedAmount(money.Amount, money.Currency));
    }
}

using System.ComponentModel;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.ExchangeRates;

[Skill("list_exchange_rates", Effect.Read, Risk.None, "Lists the known exchange rates, the newest first.")]
public static class ListExchangeRatesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this ISO 4217 code.")] string? currency = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var page = await context.Session.AskAsync(new ListExchangeRates { Currency = currency, Paging = ListAnswer.Page(context, limit, null, true) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        return new ListAnswer(context, "exchange_rates")
            .Where("currency", currency)
            .Reply(page.Value, ["currency", "rate", "day"], _ => null, r => [r.Currency, SetExchangeRateSkill.Text(r), context.Words.Day(r.Day)]);
    }
}

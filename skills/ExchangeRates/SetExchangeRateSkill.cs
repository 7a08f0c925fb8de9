using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.ExchangeRates;

[Skill("set_exchange_rate", Effect.Write, Risk.Low, "Writes down what one unit of a currency is worth in the company's, from a day on.")]
public static class SetExchangeRateSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("ISO 4217 code.")] string currency,
        [Description("What one unit is worth in the company's currency.")] decimal rate,
        [Description("From which day on; today when not said.")] DateOnly? day = null,
        CancellationToken ct = default)
    {
        var set = await context.Session.RunAsync(new SetExchangeRate { Currency = currency, Rate = rate, Day = day }, ct);
        if (!set.Ok) return new Refused(set.Failure);
        var (view, words) = (set.Value, context.Words);
        var facts = new FactList(words).Add("rate", Text(view)).Add("day", words.Day(view.Day));
        return new Done([new ChangeLine(Kinds.ExchangeRate, view.Id, words.Say("line.rate", ("currency", view.Currency)), facts.All)], []);
    }

    internal static string Text(ExchangeRateView view) => $"1 {view.Currency} = {view.Rate.ToString("0.##########", CultureInfo.InvariantCulture)} {view.Base}";
}

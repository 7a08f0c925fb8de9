using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Payments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Payments;

/// <summary>
/// A plan of payments in words: each instalment is an amount, a percentage or <c>rest</c>, and a day (2026-12-01, now, start, end); or so many at an
/// interval, <c>3 monthly</c>. The Chinese words for these are taken as well.
/// </summary>
internal static partial class PlanText
{
    /// <summary>Null without a problem: no plan was given.</summary>
    public static (PaymentPlan? Plan, SkillOutcome? Problem) Read(SkillContext context, IReadOnlyList<string>? instalments, int? count, string? every, DateOnly? first)
    {
        var texts = (instalments ?? []).SelectMany(text => Separator().Split(text)).Select(text => text.Trim()).Where(text => text.Length > 0).ToList();
        if (count is null && texts is [var only] && Equal().Match(only) is { Success: true } equal)
        {
            var times = int.Parse(equal.Groups["count"].Value, CultureInfo.InvariantCulture);
            return (new PaymentPlan { Count = times, Every = Interval(equal.Groups["every"].Value), First = first }, null);
        }

        if (count is not null) return (new PaymentPlan { Count = count, Every = every is null ? PlanInterval.Month : Enum.Parse<PlanInterval>(every, ignoreCase: true), First = first }, null);
        if (texts.Count == 0) return (null, null);
        var plan = new List<Instalment>();
        foreach (var text in texts)
        {
            if (One(text, context.Today) is not { } one)
                return (null, new Ask("instalments", AnswerKind.Text, context.Words.Say("ask.instalment", ("value", text.Length > 80 ? text[..79] + "…" : text)), []));
            plan.Add(one);
        }

        return (new PaymentPlan { Instalments = plan }, null);
    }

    internal static Instalment? One(string text, DateOnly today)
    {
        var match = Part().Match(text);
        if (!match.Success) return null;
        var instalment = new Instalment();
        if (match.Groups["percent"].Success)
        {
            if (!Number(match.Groups["percent"].Value, out var percent)) return null;
            instalment = instalment with { Percent = percent };
        }
        else if (match.Groups["amount"].Success)
        {
            if (!Number(match.Groups["amount"].Value, out var amount)) return null;
            instalment = instalment with { Amount = amount };
        }

        var day = match.Groups["day"].Value.Trim().ToLowerInvariant();
        return day switch
        {
            "" or "start" or "signing" or "at start" or "at signing" or "开始" or "签约" or "合同开始" => instalment,
            "now" or "today" or "现在" or "今天" or "立即" => instalment with { DueOn = today },
            "end" or "at end" or "at delivery" or "delivery" or "结束" or "到期" or "交付" or "交货" or "合同结束" => instalment with { AtEnd = true },
            _ => DateOnly.TryParseExact(day.Replace("on ", "", StringComparison.Ordinal), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) ? instalment with { DueOn = exact } : null,
        };
    }

    private static bool Number(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number);

    private static PlanInterval Interval(string word) => word.ToLowerInvariant() switch
    {
        "weekly" or "weeks" or "week" or "周" => PlanInterval.Week,
        "quarterly" or "quarters" or "quarter" or "季" or "季度" => PlanInterval.Quarter,
        "yearly" or "years" or "year" or "annual" or "年" => PlanInterval.Year,
        _ => PlanInterval.Month,
    };

    [GeneratedRegex(@"[,;\uFF0C\uFF1B\u3001]\s+|[\uFF0C\uFF1B\u3001;]|\s+and\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?<count>\d{1,3})\s*(?:x\s*|个|期)?\s*(?<every>weekly|monthly|quarterly|yearly|annual|weeks?|months?|quarters?|years?|周|月|季度|季|年)\s*(?:instal+ments?|付款|期)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Equal();

    [GeneratedRegex(@"^(?:(?<percent>\d[\d.]*)\s*[%\uFF05]|(?<amount>\d[\d,.]*)|(?<rest>the rest|rest|remainder|其余|余款|尾款))\s*(?<day>.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Part();
}

using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Quotes;

namespace BotCrm.Skills.Quotes;

/// <summary>A line of a quote as one text: <c>10 pcs x Sensor T1 @ 250 -5%</c>. Quantity, unit and discount may be missing; the price may not.</summary>
internal static partial class QuoteLineText
{
    public static QuoteItem? Read(string text)
    {
        var match = Line().Match(text.Trim());
        if (!match.Success || Number(match.Groups["price"]) is not { } price) return null;
        return new QuoteItem
        {
            Text = match.Groups["text"].Value.Trim(),
            Quantity = match.Groups["quantity"].Success ? Number(match.Groups["quantity"]) ?? 0 : 1,
            Unit = match.Groups["unit"].Success ? match.Groups["unit"].Value : null,
            UnitPrice = price,
            DiscountPercent = match.Groups["discount"].Success ? Number(match.Groups["discount"]) ?? -1 : 0,
        };
    }

    private static decimal? Number(Group group) =>
        decimal.TryParse(group.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(?:(?<quantity>\d[\d,.]*)\s*(?<unit>\p{L}{1,19})?\s*[x×*]\s+)?(?<text>.{1,300}?)\s*[@\uFF20]\s*(?<price>\d[\d,.]*)(?:\s*[-−–]\s*(?<discount>\d[\d.]*)\s*[%\uFF05])?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Line();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Reads the lines of a quote as people say them: "20 sensors at 250 each", "installation for 1200", 网关5台,单价900, 安装服务1200元.</summary>
internal static partial class LineText
{
    internal sealed record Line(string Product, decimal? Quantity, string? Unit, decimal Price, decimal? Discount);

    /// <summary>All lines of a text, and what of it they take up.</summary>
    public static List<Line> Read(string text)
    {
        var lines = new List<Line>();
        foreach (var part in Parts(text))
        {
            if (One(part.Trim()) is { } line)
                lines.Add(line);
        }

        return lines;
    }

    /// <summary>As the skill takes several: "10 pcs x Sensor T1 @ 250 -5%".</summary>
    public static string Format(Line line)
    {
        var head = line.Quantity is { } quantity ? $"{Plain(quantity)}{(line.Unit is null ? "" : " " + line.Unit)} x " : "";
        var less = line.Discount is { } discount ? $" -{Plain(discount)}%" : "";
        return $"{head}{line.Product} @ {Plain(line.Price)}{less}";
    }

    private static Line? One(string text)
    {
        foreach (var pattern in new[] { English(), ChineseCountFirst(), ChineseCountLast(), EnglishPlain(), ChinesePlain() })
        {
            var match = pattern.Match(text);
            if (!match.Success || Price(match) is not { } price)
                continue;
            var product = Clean(match.Groups["product"].Value);
            if (product.Length == 0)
                continue;
            return new Line(product, Number(match.Groups["quantity"]), match.Groups["unit"] is { Success: true, Length: > 0 } unit ? unit.Value : null, price, Number(match.Groups["less"]));
        }

        return null;
    }

    /// <summary>Several lines stand between commas, each with a price of its own; 单价 after a comma belongs to what stands before.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var part = "";
        foreach (var piece in Comma().Split(text))
        {
            var joined = part.Length == 0 ? piece : part + "," + piece;
            if (One(joined.Trim()) is null)
            {
                part = joined;
                continue;
            }

            yield return joined;
            part = "";
        }
    }

    private static string Clean(string product)
    {
        var text = Frame.TrimLead(product.Trim(' ', ',', '，', ':', '：', '的', '"', '“', '”'), "of", "x", "the", "a", "an", "for", "with", "also", "needs", "need", "加一行", "加上", "一行", "一项", "再加", "的");
        return text.Trim();
    }

    private static decimal? Price(Match match)
    {
        if (Number(match.Groups["price"]) is not { } price)
            return null;
        return match.Groups["scale"].Value.ToLowerInvariant() switch { "k" or "千" => price * 1000, "w" or "万" => price * 10000, _ => price };
    }

    private static decimal? Number(Group group) =>
        group.Success && decimal.TryParse(group.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Plain(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private const string Coin = @"(?:€|\$|£|¥|eur|usd|gbp|cny|rmb)?\s*";
    private const string Money = @"(?<price>\d[\d,]*(?:\.\d+)?)(?<scale>k|万|千|w)?(?![\d%.])";
    private const string Units = "人天|小时|台|个|套|件|只|支|块|条|米|批|天|次|份|吨|箱|月|年";

    [GeneratedRegex(@"[,;，；]\s*(?!\d{3}(?!\d))|\s+and\s+(?=\d|[a-z ]+\bat\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Comma();

    [GeneratedRegex(@"(?<quantity>\d[\d,]*(?:\.\d+)?)\s*(?:(?<unit>pcs|pieces|pc|units?|hours?|hrs?|days?|sets?|boxes|box|m|kg|licen[cs]es)\b(?:\s+of\b)?)?\s*(?:[x×*]\s+)?(?<product>(?!\d)[^,;:@\d][^,;:@]{0,120}?)\s*(?:@|\bat\b|\bfor\b)\s*" + Coin + Money + @"\s*(?:€|eur|usd|gbp|cny|euros?|dollars?|pounds?)?(?:\s*(?:each|apiece|a piece|per \w+))?(?:\s*(?:-|minus|less|with)?\s*(?<less>\d[\d.]*)\s*%)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex English();

    [GeneratedRegex(@"(?<product>[\p{L}][^,;:@\d]{0,120}?(?:\s[\w-]+)?)\s*(?:@|\bat\b|\bfor\b)\s*" + Coin + Money + @"\s*(?:€|eur|usd|gbp|cny|euros?|dollars?|pounds?)?(?:\s*(?:-|minus|less)\s*(?<less>\d[\d.]*)\s*%)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex EnglishPlain();

    [GeneratedRegex(@"(?<quantity>\d+(?:\.\d+)?)\s*(?>(?<unit>" + Units + @")?)的?(?<product>[\u3400-\u9fffA-Za-z][^,，:：;；@单每]{0,60}?)[,，\s]*(?:单价|每\p{IsCJKUnifiedIdeographs}|一[台个套件只支块条]|@)\s*(?:是|为)?\s*" + Coin + Money + @"\s*(?:元|块)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex ChineseCountFirst();

    [GeneratedRegex(@"(?<product>[\u3400-\u9fffA-Za-z][^,，:：;；@\d]{0,60}?)[,，\s]*(?<quantity>\d+(?:\.\d+)?)\s*(?<unit>" + Units + @")[,，\s]*(?:单价|每\p{IsCJKUnifiedIdeographs}|一[台个套件只支块条]|@)\s*(?:是|为)?\s*" + Coin + Money + @"\s*(?:元|块)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex ChineseCountLast();

    [GeneratedRegex(@"(?<product>[\u3400-\u9fff][^,，:：;；@\d]{0,60}?)\s*" + Coin + Money + @"\s*(?:元|块|rmb)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex ChinesePlain();
}

using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Fields;

namespace BotCrm.Skills.Understanding.OwnFields;

/// <summary>How the company's own fields and their values are said.</summary>
internal static partial class OwnFieldWords
{
    private static readonly char[] Around = [' ', '\t', '"', '\'', '“', '”', '「', '」', '『', '』', '.', '。', '!', '！', '?', '？', ',', '，', ';', '；'];

    /// <summary>All ways to name a field, as one alternation: its names, without what stands in brackets as well, and its code.</summary>
    public static string Pattern(CustomField field)
    {
        var names = new[] { field.Name.En, Bare(field.Name.En), field.Name.Zh, Bare(field.Name.Zh), field.Code, field.Code.Replace('_', ' ') }.Where(static name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        return "(?:" + string.Join('|', names.OrderByDescending(static name => name.Length).Select(Bounded)) + ")";
    }

    /// <summary>The value as the skill takes it; what is none is handed on as said, so that the answer tells what would be one.</summary>
    public static object Value(CustomField field, string said, Func<string, DateOnly?> day)
    {
        var text = said.Trim(Around);
        switch (field.Type)
        {
            case CustomFieldType.Choice:
                return field.Said(text)?.Code ?? text;
            case CustomFieldType.MultiChoice:
                if (field.Said(text) is { } one)
                    return new[] { one.Code };
                return (string[])[.. Separators().Split(text).Where(static part => part.Trim().Length > 0).Select(part => field.Said(part.Trim(Around))?.Code ?? part.Trim(Around))];
            case CustomFieldType.Number or CustomFieldType.Money:
                return Number(text) is { } number ? number : text;
            case CustomFieldType.Date:
                return day(text) is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text;
            case CustomFieldType.YesNo:
                return text.ToLowerInvariant() switch
                {
                    "yes" or "true" or "y" or "on" or "是" or "有" or "对" or "是的" => true,
                    "no" or "false" or "n" or "off" or "否" or "没有" or "无" or "不是" => false,
                    _ => text,
                };
            default:
                return text;
        }
    }

    /// <summary>A condition of a list: <paramref name="comparison"/> as it was said.</summary>
    public static string Condition(CustomField field, string comparison, string said, Func<string, DateOnly?> day)
    {
        string Plain(string part) => Value(field, part, day) switch
        {
            decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            string[] several => string.Join(',', several),
            var text => (string)text,
        };
        if (!field.HasRange)
            return field.IsChoice ? string.Join(',', Separators().Split(said).Where(static part => part.Trim().Length > 0).Select(Plain)) : Plain(said);
        if (Between().Match(said) is { Success: true } between && (comparison.Contains("between", StringComparison.Ordinal) || comparison is "在" or "是" or "" or "is" or "of"))
            return $"{Plain(between.Groups[1].Value)}..{Plain(between.Groups[2].Value)}";
        if (AtLeast().IsMatch(comparison) || said.TrimEnd(Around).EndsWith("以上", StringComparison.Ordinal))
            return Plain(said.Replace("以上", "", StringComparison.Ordinal)) + "..";
        if (AtMost().IsMatch(comparison) || said.TrimEnd(Around).EndsWith("以下", StringComparison.Ordinal))
            return ".." + Plain(said.Replace("以下", "", StringComparison.Ordinal));
        return Plain(said);
    }

    private static string Bare(string name) => name.IndexOfAny(['(', '（']) is > 0 and var open ? name[..open].Trim() : name;

    private static string Bounded(string name) => char.IsAsciiLetterOrDigit(name[0]) ? $@"(?<![A-Za-z0-9_]){Regex.Escape(name)}(?![A-Za-z0-9_])" : Regex.Escape(name);

    private static decimal? Number(string text)
    {
        var match = Figure().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        return match.Groups[2].Value.ToLowerInvariant() switch
        {
            "k" => number * 1_000,
            "m" => number * 1_000_000,
            "万" => number * 10_000,
            "亿" => number * 100_000_000,
            _ => number,
        };
    }

    [GeneratedRegex(@"^[^\d-]{0,3}(-?\d[\d,]*(?:\.\d+)?)\s*(k|m|万|亿)?(?![\d.])", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s*(?:[,，、;；]|\band\b|\bor\b|和|与|及|或)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\s*(.+?)\s*(?:\band\b|\bto\b|到|至|~|\.\.)\s*(.+?)(?:之间)?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex("above|over|more|least|after|since|大于|超过|高于|多于|不少于|不低于|至少", RegexOptions.IgnoreCase)]
    private static partial Regex AtLeast();

    [GeneratedRegex("below|under|less|most|before|until|小于|低于|不到|少于|不超过|至多", RegexOptions.IgnoreCase)]
    private static partial Regex AtMost();
}

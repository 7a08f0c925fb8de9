using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Fields;

/// <summary>Reads what somebody gives for an own field, from whichever channel, into the one form in which it is kept.</summary>
internal static class FieldReader
{
    // Amounts and numbers are compared as whole millionths; beyond this they would not fit.
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>Without backtracking, so that no text can make it run long.</summary>
    public static Regex PatternOf(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>The value, null for nothing (blank counts as nothing), or what is wrong with it.</summary>
    public static (object? Value, Failure? Problem) Read(CustomField field, object? given)
    {
        if (given is JsonElement { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } json)
            given = CustomJson.Value(json) ?? json.GetRawText();
        if (given is null or JsonElement || (given is string blank && string.IsNullOrWhiteSpace(blank)) || given is IReadOnlyCollection<string> { Count: 0 })
            return (null, null);
        var value = field.Type switch
        {
            CustomFieldType.Number or CustomFieldType.Money => Number(field, given),
            CustomFieldType.Date => Date(given),
            CustomFieldType.YesNo => YesNo(given),
            CustomFieldType.Choice => AsText(given) is { } said ? field.Said(said)?.Code : null,
            CustomFieldType.MultiChoice => Several(field, given),
            _ => Text(field, given),
        };
        return value is null ? (null, Wrong(field, given)) : (value, null);
    }

    /// <summary>What a field expects, in one language.</summary>
    public static string Expected(CustomField field, string language)
    {
        var zh = language == "zh";
        string Bounds() => (field.Min, field.Max) switch
        {
            ({ } min, { } max) => zh ? $"，{Plain(min)} 到 {Plain(max)}" : $" from {Plain(min)} to {Plain(max)}",
            ({ } min, null) => zh ? $"，至少 {Plain(min)}" : $" of at least {Plain(min)}",
            (null, { } max) => zh ? $"，至多 {Plain(max)}" : $" of at most {Plain(max)}",
            _ => "",
        };
        var choices = string.Join(zh ? "、" : ", ", field.Choices.Select(one => one.Name.In(language).Equals(one.Code, StringComparison.OrdinalIgnoreCase) ? one.Code : $"{one.Name.In(language)} ({one.Code})"));
        return field.Type switch
        {
            CustomFieldType.Number => (zh ? "数字" : "a number") + Bounds(),
            CustomFieldType.Money => (zh ? "金额" : "an amount") + Bounds(),
            CustomFieldType.Date => zh ? "日期，例如 2026-12-01" : "a day such as 2026-12-01",
            CustomFieldType.YesNo => zh ? "是或否" : "yes or no",
            CustomFieldType.Choice => (zh ? "其中之一：" : "one of: ") + choices,
            CustomFieldType.MultiChoice => (zh ? "其中一个或几个：" : "one or more of: ") + choices,
            CustomFieldType.Phone => zh ? "电话号码" : "a telephone number",
            CustomFieldType.Email => zh ? "邮箱地址" : "an e-mail address",
            CustomFieldType.Url => zh ? "网址" : "a web address",
            _ => (zh ? "文本，最多 " : "a text of at most ") + Longest(field).ToString(CultureInfo.InvariantCulture) + (zh ? " 个字符" : " characters")
                + (field.Pattern is { } pattern ? (zh ? $"，格式 {pattern}" : $" that fits {pattern}") : ""),
        };
    }

    public static string Plain(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static Failure Wrong(CustomField field, object given)
    {
        // What is sensitive does not belong into failures, which are logged and shown.
        var shown = field.Sensitive ? "***" : Short(CustomJson.Text(given));
        return Failure.Invalid("bad_field_value", $"{field.Name.En} ({field.Path}) must be {Expected(field, "en")}; not '{shown}'.", field.Path) with
        {
            Data = new Dictionary<string, string>
            {
                ["field"] = field.Path,
                ["name"] = field.Name.En,
                ["name_zh"] = field.Name.Zh,
                ["expected"] = Expected(field, "en"),
                ["expected_zh"] = Expected(field, "zh"),
                ["choices"] = string.Join(' ', field.Choices.Select(choice => choice.Code)),
                ["value"] = shown,
            },
        };
    }

    private static decimal? Number(CustomField field, object given)
    {
        decimal? read = given switch
        {
            decimal number => number,
            int or long => Convert.ToDecimal(given, CultureInfo.InvariantCulture),
            string text when decimal.TryParse(text.Trim().Normalize(NormalizationForm.FormKC), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        if (read is not { } value || Math.Abs(value) > Largest || value < field.Min || value > field.Max)
            return null;
        var places = field.Type == CustomFieldType.Money ? 2 : 6;
        return decimal.Round(value, places) == value ? decimal.Parse(Plain(value), CultureInfo.InvariantCulture) : null;
    }

    private static string? Date(object given)
    {
        var day = given switch
        {
            DateOnly known => known,
            string text when DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) => read,
            _ => (DateOnly?)null,
        };
        return day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static object? YesNo(object given) => given switch
    {
        bool yes => yes,
        string text => text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "1" or "ja" or "是" or "有" or "对" => true,
            "false" or "no" or "n" or "0" or "nein" or "否" or "无" or "没有" or "不是" => false,
            _ => null,
        },
        decimal and 1 => true,
        decimal and 0 => false,
        _ => null,
    };

    private static string[]? Several(CustomField field, object given)
    {
        IEnumerable<string> said = given switch
        {
            IReadOnlyList<string> list => list,
            // A whole name may hold a comma itself.
            string text when field.Said(text) is not null => [text],
            string text => text.Split([';', ',', '，', '、', '；', '|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };
        var chosen = said.Select(field.Said).ToList();
        if (chosen.Count == 0 || chosen.Contains(null))
            return null;
        // In the order of the configuration: what was chosen counts, not in which order.
        return field.Choices.Where(chosen.Contains).Select(one => one.Code).ToArray();
    }

    private static string? Text(CustomField field, object given)
    {
        if (AsText(given) is not { } raw)
            return null;
        var text = Checks.Clean(field.Type == CustomFieldType.Text ? raw : raw.Normalize(NormalizationForm.FormKC));
        if (text.Length == 0 || text.Length > Longest(field) || (field.Sensitive && text.Contains("***", StringComparison.Ordinal)))
            return null;
        if (field.Type != CustomFieldType.Text && text.Any(char.IsControl))
            return null;
        var fits = field.Type switch
        {
            CustomFieldType.Phone => text.Count(char.IsAsciiDigit) >= 3 && text.All(c => char.IsAsciiDigit(c) || " +-()./#,extEXT".Contains(c, StringComparison.Ordinal)),
            CustomFieldType.Email => text.LastIndexOf('@') is > 0 and var at && at == text.IndexOf('@', StringComparison.Ordinal) && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && !text.Any(char.IsWhiteSpace),
            CustomFieldType.Url => Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && text.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace),
            _ => true,
        };
        return fits && (field.Pattern is null || PatternOf(field.Pattern).IsMatch(text)) ? text : null;
    }

    private static int Longest(CustomField field) => field.MaxLength ?? field.Type switch
    {
        CustomFieldType.Phone => Limits.Phone,
        CustomFieldType.Email => Limits.Email,
        CustomFieldType.Url => Limits.Website,
        _ => Limits.Text,
    };

    private static string? AsText(object given) => given switch
    {
        string text => text,
        decimal number => Plain(number),
        int or long => Convert.ToString(given, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IReadOnlyList<string> { Count: 1 } list => list[0],
        _ => null,
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "…";
}

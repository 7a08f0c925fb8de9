using System.Globalization;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Configuration;

/// <summary>Reads the company's own fields from configuration, strictly: what nobody knows and what cannot be stops the start.</summary>
internal static class FieldSettings
{
    public const string Section = "Fields";

    private static readonly Dictionary<string, CustomFieldType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = CustomFieldType.Text,
        ["number"] = CustomFieldType.Number,
        ["money"] = CustomFieldType.Money,
        ["date"] = CustomFieldType.Date,
        ["yes_no"] = CustomFieldType.YesNo,
        ["choice"] = CustomFieldType.Choice,
        ["multi_choice"] = CustomFieldType.MultiChoice,
        ["phone"] = CustomFieldType.Phone,
        ["email"] = CustomFieldType.Email,
        ["url"] = CustomFieldType.Url,
    };

    /// <exception cref="SettingsException">A field cannot be read; each mistake has its line.</exception>
    public static IReadOnlyList<CustomField> Read(IConfiguration configuration, string where = "setting")
    {
        var section = configuration.GetSection(Section);
        if (!section.GetChildren().Any() && !string.IsNullOrEmpty(section.Value))
            throw new SettingsException($"{where} '{Section}' must be a list of fields; docs/configuration.md shows one");
        var problems = new List<string>();
        var fields = section.GetChildren().Select(one => Field(one, problems)).ToList();
        return problems.Count == 0 ? fields : throw Wrong(problems, where);
    }

    /// <summary>All fields there are, checked together: names must be unique whether a pack or the company brought them.</summary>
    /// <exception cref="SettingsException">Something in them cannot be.</exception>
    public static FieldBook Book(IReadOnlyList<CustomField> fields, IEnumerable<string> roles)
    {
        var book = new FieldBook(fields);
        var problems = book.Problems(roles);
        return problems.Count == 0 ? book : throw Wrong(problems, "setting");
    }

    private static SettingsException Wrong(IEnumerable<string> problems, string where) =>
        new(string.Join($";{Environment.NewLine}", problems.Take(20).Select(problem => $"{where} '{Section}': {problem}")));

    private static CustomField Field(IConfigurationSection one, List<string> problems)
    {
        Known(one, problems, "Noun", "Code", "Name", "Type", "Choices", "Required", "Min", "Max", "MaxLength", "Pattern", "Sensitive", "HiddenFrom", "Searchable", "Currency");
        if (!Types.TryGetValue(one["Type"] ?? "text", out var type))
            problems.Add($"{one.Path}: Type must be one of {string.Join(", ", Types.Keys)}");
        var maxLength = Number(one, "MaxLength", problems);
        if (maxLength is { } length && (length != decimal.Truncate(length) || Math.Abs(length) > int.MaxValue))
            problems.Add($"{one.Path}: MaxLength must be a whole number");
        return new CustomField((one["Noun"] ?? "").ToLowerInvariant(), one["Code"] ?? "", Name(one.GetSection("Name"), problems), type)
        {
            Choices = [.. one.GetSection("Choices").GetChildren().Select(choice => Choice(choice, problems))],
            Required = Flag(one, "Required", problems),
            Min = Number(one, "Min", problems),
            Max = Number(one, "Max", problems),
            MaxLength = maxLength is { } max && Math.Abs(max) <= int.MaxValue ? (int)max : null,
            Pattern = one["Pattern"] is { Length: > 0 } pattern ? pattern : null,
            Sensitive = Flag(one, "Sensitive", problems),
            HiddenFrom = [.. one.GetSection("HiddenFrom").GetChildren().Select(static role => role.Value ?? "")],
            Searchable = Flag(one, "Searchable", problems),
            Currency = one["Currency"] is { Length: > 0 } currency ? currency.ToUpperInvariant() : null,
        };
    }

    private static CustomChoice Choice(IConfigurationSection one, List<string> problems)
    {
        Known(one, problems, "Code", "Name");
        return new CustomChoice(one["Code"] ?? "", Name(one.GetSection("Name"), problems));
    }

    private static LocalName Name(IConfigurationSection one, List<string> problems)
    {
        Known(one, problems, "En", "Zh");
        return new LocalName(one["En"] ?? "", one["Zh"] ?? "");
    }

    private static bool Flag(IConfigurationSection one, string key, List<string> problems)
    {
        if (one[key] is not { Length: > 0 } text)
            return false;
        if (bool.TryParse(text, out var flag))
            return flag;
        problems.Add($"{one.Path}: {key} must be true or false");
        return false;
    }

    private static decimal? Number(IConfigurationSection one, string key, List<string> problems)
    {
        if (one[key] is not { Length: > 0 } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        problems.Add($"{one.Path}: {key} must be a number");
        return null;
    }

    private static void Known(IConfigurationSection one, List<string> problems, params string[] keys)
    {
        foreach (var child in one.GetChildren().Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            problems.Add($"{one.Path}: there is no '{child.Key}'; there are {string.Join(", ", keys)}");
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Fields;

/// <summary>The company's own fields, by configuration, in the order in which they are shown.</summary>
public sealed class FieldBook(IReadOnlyList<CustomField> all)
{
    /// <summary>Stands before a code wherever built-in fields are named beside the company's own.</summary>
    public const string Prefix = "custom.";

    /// <summary>The nouns that can have fields of one's own.</summary>
    public static readonly IReadOnlyList<string> Nouns = [Kinds.Customer, Kinds.Contact, Kinds.Opportunity, Kinds.Ticket];

    /// <summary>Most of one noun.</summary>
    public const int MostPerNoun = 100;

    public static readonly FieldBook Empty = new([]);

    private readonly Dictionary<string, IReadOnlyList<CustomField>> byNoun = all.GroupBy(one => one.Noun).ToDictionary(group => group.Key, group => (IReadOnlyList<CustomField>)[.. group], StringComparer.Ordinal);

    public IReadOnlyList<CustomField> All { get; } = all;

    public IReadOnlyList<CustomField> Of(string noun) => byNoun.GetValueOrDefault(noun) ?? [];

    public CustomField? Find(string noun, string code) => Of(noun).FirstOrDefault(one => one.Code == code);

    /// <summary>The field that somebody means by its code or by its name in either language.</summary>
    public CustomField? Said(string noun, string text)
    {
        var said = text.Trim();
        return Find(noun, said.ToLowerInvariant().Replace(' ', '_'))
            ?? Of(noun).FirstOrDefault(one => one.Name.En.Equals(said, StringComparison.OrdinalIgnoreCase) || one.Name.Zh.Equals(said, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What of a record's own fields is searched: texts, and choices by their names in both languages.</summary>
    internal IEnumerable<(CustomField Field, string Text)> SearchedTexts(string noun, CustomRecord record)
    {
        var searched = Of(noun).Where(one => one is { Searchable: true, Sensitive: false }).ToList();
        if (searched.Count == 0 || record.Custom is null)
            yield break;
        var values = CustomJson.Read(record.Custom);
        foreach (var field in searched)
        {
            if (values.TryGetValue(field.Code, out var value))
                yield return (field, string.Join(", ", Words(field, value)));
        }
    }

    private static IEnumerable<string> Words(CustomField field, object value)
    {
        IReadOnlyList<string> texts = value as IReadOnlyList<string> ?? [CustomJson.Text(value)];
        return field.IsChoice
            ? texts.SelectMany(code => field.Choices.FirstOrDefault(choice => choice.Code == code) is { } choice ? new[] { choice.Name.En, choice.Name.Zh }.Distinct() : [code])
            : texts;
    }

    /// <summary>What is wrong with the fields, one line per mistake; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems(IEnumerable<string> roles)
    {
        var problems = new List<string>();
        var known = roles.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var twice in All.GroupBy(one => (one.Noun, one.Code)).Where(group => group.Count() > 1))
            problems.Add($"{twice.Key.Noun} has two fields {twice.Key.Code}");
        foreach (var noun in byNoun.Values)
        {
            // Two fields of one name could not be told apart by what people say and what columns are headed.
            foreach (var same in noun.SelectMany(one => new[] { one.Name.En, one.Name.Zh }.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => (Name: name, one.Code))).GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Select(one => one.Code).Distinct().Count() > 1))
                problems.Add($"{noun[0].Noun} has two fields called '{same.Key}': {string.Join(" and ", same.Select(one => one.Code))}");
            if (noun.Count > MostPerNoun)
                problems.Add($"{noun[0].Noun} has {noun.Count} fields; at most {MostPerNoun} are possible");
        }
        foreach (var one in All)
            problems.AddRange(ProblemsOf(one, known).Select(problem => $"field {one.Code} of {one.Noun}: {problem}"));
        return [.. problems.Distinct()];
    }

    private static IEnumerable<string> ProblemsOf(CustomField one, HashSet<string> roles)
    {
        if (!Nouns.Contains(one.Noun))
            yield return $"the noun must be one of {string.Join(", ", Nouns)}";
        if (!IsCode(one.Code))
            yield return CodeRule("the code");
        if (!IsNamed(one.Name))
            yield return NameRule("it");
        if (one.IsChoice != one.Choices.Count > 0)
            yield return one.IsChoice ? "a choice needs choices" : "only a choice or multi_choice has choices";
        foreach (var twice in one.Choices.GroupBy(choice => choice.Code).Where(group => group.Count() > 1))
            yield return $"there are two choices {twice.Key}";
        foreach (var same in one.Choices.SelectMany(choice => new[] { choice.Name.En, choice.Name.Zh }.Distinct(StringComparer.OrdinalIgnoreCase)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"two choices are called '{same.Key}'";
        foreach (var choice in one.Choices)
        {
            if (!IsCode(choice.Code))
                yield return CodeRule($"choice '{choice.Code}': the code");
            if (!IsNamed(choice.Name))
                yield return NameRule($"choice {choice.Code}");
        }
        var number = one.Type is CustomFieldType.Number or CustomFieldType.Money;
        if ((one.Min ?? one.Max) is not null && !number)
            yield return "min and max are for numbers and money";
        if (one.Min > one.Max)
            yield return "min is more than max";
        var text = one.Type is CustomFieldType.Text or CustomFieldType.Phone or CustomFieldType.Email or CustomFieldType.Url;
        if ((one.MaxLength is not null || one.Pattern is not null) && !text)
            yield return "max length and pattern are for texts";
        if (one.MaxLength is < 1 or > Limits.LongText)
            yield return $"the max length must be from 1 to {Limits.LongText}";
        if (one.Pattern is { } pattern && !IsPattern(pattern))
            yield return $"'{pattern}' is no regular expression";
        if (one.Currency is { } currency && (one.Type != CustomFieldType.Money || currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            yield return "a currency is an ISO 4217 code such as EUR, and only money has one";
        if (one.Sensitive && one.Searchable)
            yield return "a sensitive field cannot be searchable: its words would stand open in the index; it is found by its exact value";
        foreach (var role in one.HiddenFrom.Where(role => !roles.Contains(role)))
            yield return $"there is no role '{role}' to hide it from; there are {string.Join(", ", roles.Order(StringComparer.Ordinal))}";
    }

    private static bool IsCode(string code) =>
        code.Length is > 0 and <= Limits.Code && char.IsAsciiLetterLower(code[0]) && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string CodeRule(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} must have 1 to {Limits.Code} lower-case letters, digits and underscores, a letter first");

    private static bool IsNamed(LocalName name) => name.En.Trim().Length is > 0 and <= Limits.Word && name.Zh.Trim().Length is > 0 and <= Limits.Word;

    private static string NameRule(string what) => string.Create(CultureInfo.InvariantCulture, $"{what} needs a name in both languages, of at most {Limits.Word} characters");

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = FieldReader.PatternOf(pattern);
            return true;
        }
        catch (Exception unreadable) when (unreadable is RegexParseException or NotSupportedException)
        {
            return false;
        }
    }
}

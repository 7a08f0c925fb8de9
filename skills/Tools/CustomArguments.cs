using System.Globalization;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Tools;

/// <summary>What a skill does with the company's own fields of a noun.</summary>
public enum OwnFieldUse
{
    Create,
    Update,
    Filter,
}

/// <summary>Marks the parameter that stands for the company's own fields of a noun: each configured one is an argument, <c>custom_</c> before its code.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OwnFieldsAttribute(string noun, OwnFieldUse use) : Attribute
{
    public string Noun => noun;

    public OwnFieldUse Use => use;
}

/// <summary>The values given for own fields, by code.</summary>
public sealed record CustomArguments(IReadOnlyDictionary<string, object?> Values)
{
    public const string Prefix = "custom_";

    /// <summary>The argument with the codes of fields to empty.</summary>
    public const string Clear = "clear_custom";

    public static IReadOnlyDictionary<string, object?>? Of(CustomArguments? given) => given is { Values.Count: > 0 } ? given.Values : null;

    public static IReadOnlyDictionary<string, string>? Conditions(CustomArguments? given) =>
        given is { Values.Count: > 0 } ? given.Values.ToDictionary(pair => pair.Key, pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "") : null;

    internal static IEnumerable<ArgumentSpec> Specs(OwnFieldsAttribute own, FieldBook book)
    {
        var fields = book.Of(own.Noun);
        foreach (var field in fields)
            yield return Spec(field, own.Use);
        if (own.Use == OwnFieldUse.Update && fields.Count > 0)
            yield return new ArgumentSpec(Clear, ArgumentType.List, false, $"Own fields to empty, by code: {string.Join(", ", fields.Where(one => !one.Required).Select(one => one.Code))}.", null, []);
    }

    internal static CustomArguments Read(IReadOnlyDictionary<string, object?> arguments)
    {
        var values = arguments.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal) && pair.Value is not null).ToDictionary(pair => pair.Key[Prefix.Length..], pair => pair.Value);
        if (arguments.TryGetValue(Clear, out var clear) && clear is IReadOnlyList<string> codes)
        {
            foreach (var code in codes)
                values.TryAdd(code.StartsWith(Prefix, StringComparison.Ordinal) ? code[Prefix.Length..] : code, null);
        }

        return new CustomArguments(values);
    }

    private static ArgumentSpec Spec(CustomField field, OwnFieldUse use)
    {
        var filter = use == OwnFieldUse.Filter;
        var choices = string.Join(", ", field.Choices.Select(one => $"{one.Code} ({one.Name.En}, {one.Name.Zh})"));
        var description = $"{field.Name.En} ({field.Name.Zh})" + (field.IsChoice ? $": {choices}." : ".")
            + (filter ? field.HasRange ? " A value, a range such as 10..50, 10.. or ..50, * for any, !* for none." : " A value, several parted by commas, * for any, !* for none." : "");
        var type = filter ? ArgumentType.Text : field.Type switch
        {
            CustomFieldType.Number or CustomFieldType.Money => ArgumentType.Number,
            CustomFieldType.YesNo => ArgumentType.YesNo,
            CustomFieldType.Date => ArgumentType.Day,
            CustomFieldType.MultiChoice => ArgumentType.List,
            _ => ArgumentType.Text,
        };
        return new ArgumentSpec(Prefix + field.Code, type, use == OwnFieldUse.Create && field.Required, description, null, !filter && field.Type == CustomFieldType.Choice ? [.. field.Choices.Select(one => one.Code)] : [])
        {
            Label = field.Name,
            ChoiceNames = field.Choices.ToDictionary(one => one.Code, one => one.Name),
        };
    }
}

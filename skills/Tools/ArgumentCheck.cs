using System.Globalization;
using System.Text.Json;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>
/// Brings a call's arguments into their one written form (string, bool, long, decimal, list of strings) and refuses what the skill does not
/// take. Lenient about how a value is dressed (a number as text), strict about what it is.
/// </summary>
internal static class ArgumentCheck
{
    public const int MaxText = 10_000;
    private const int MaxItems = 50;

    /// <summary>The call in its one form, or what stands in the way.</summary>
    public static (PlannedCall Call, SkillOutcome? Problem) Read(Skill skill, PlannedCall call, TimeZoneInfo zone, Words words)
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, raw) in call.Arguments)
        {
            if (skill.Argument(name) is not { } spec)
            {
                var message = $"{skill.Name} takes no argument {Shorten(name)}; it takes {string.Join(", ", skill.Arguments.Select(a => a.Name))}.";
                return (call, new Refused(Failure.Invalid("unknown_argument", message, Shorten(name))));
            }

            var value = PlainValues.Of(raw);
            if (value is null or "" || (value is string blank && string.IsNullOrWhiteSpace(blank))) continue;
            if (Convert(spec, value, zone) is { } good) read[name] = good;
            else return (call, Misfit(spec, value, words));
        }

        var whole = new PlannedCall(skill.Name, read);
        var missing = skill.Arguments.FirstOrDefault(a => a.Required && !read.ContainsKey(a.Name));
        return (whole, missing is null ? null : Questions.For(missing, skill.Name, words));
    }

    private static object? Convert(ArgumentSpec spec, object value, TimeZoneInfo zone) => spec.Type switch
    {
        ArgumentType.Text when spec.OneOf.Count > 0 => AsText(value) is { } said
            ? spec.OneOf.FirstOrDefault(o => o == said.Trim().ToLowerInvariant().Replace(' ', '_'))
                ?? spec.ChoiceNames.FirstOrDefault(one => one.Value.En.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase) || one.Value.Zh == said.Trim()).Key
            : null,
        ArgumentType.Text => AsText(value) is { Length: <= MaxText } text ? text.Trim() : null,
        ArgumentType.Whole => AsNumber(value) is { } number && number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (long)number : null,
        ArgumentType.Number => AsNumber(value),
        ArgumentType.YesNo => AsYesNo(value),
        ArgumentType.Day => value is string day && DayOrTime.Parse(day.Trim(), zone) is { } parsed
            ? parsed.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null,
        ArgumentType.Time => value is string time ? DayOrTime.Parse(time.Trim(), zone)?.ToString() : null,
        ArgumentType.List => AsList(value),
        _ => null,
    };

    private static string? AsText(object value) => value switch
    {
        string text => text,
        long or decimal => System.Convert.ToString(value, CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => null,
    };

    private static decimal? AsNumber(object value) => value switch
    {
        long whole => whole,
        decimal number => number,
        string text when decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static object? AsYesNo(object value) => value switch
    {
        bool yes => yes,
        string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static IReadOnlyList<string>? AsList(object value)
    {
        if (value is string text)
        {
            if (!text.TrimStart().StartsWith('[')) return [text.Trim()];
            try
            {
                using var json = JsonDocument.Parse(text);
                value = PlainValues.Of(json.RootElement.Clone()) ?? text;
            }
            catch (JsonException)
            {
                return [text.Trim()];
            }
        }

        return value is IReadOnlyList<string> { Count: <= MaxItems } list && list.All(i => i.Length <= MaxText)
            ? [.. list.Select(i => i.Trim()).Where(i => i.Length > 0)]
            : null;
    }

    private static SkillOutcome Misfit(ArgumentSpec spec, object value, Words words)
    {
        var shown = Shorten(value is IReadOnlyList<string> list ? string.Join(", ", list) : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        var label = Questions.Label(spec, words);
        if (spec.OneOf.Count > 0)
            return new Ask(spec.Name, AnswerKind.Choice, words.Say("ask.one_of", ("value", shown), ("what", label)), Questions.Options(spec, words));
        return spec.Type switch
        {
            ArgumentType.Day or ArgumentType.Time => new Ask(spec.Name, AnswerKind.Date, words.Say("ask.bad_date", ("value", shown), ("what", label)), []),
            ArgumentType.Number or ArgumentType.Whole => new Ask(spec.Name, AnswerKind.Amount, words.Say("ask.bad_number", ("value", shown), ("what", label)), []),
            _ => new Refused(new Failure("invalid_value", FailureKind.Invalid, $"{spec.Name} cannot be {shown}.", spec.Name)
            {
                Data = new Dictionary<string, string> { ["field"] = spec.Name, ["value"] = shown },
            }),
        };
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "…";
}

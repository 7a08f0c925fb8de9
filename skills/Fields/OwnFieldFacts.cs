using BotCrm.Core.Fields;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Fields;

/// <summary>How values of the company's own fields are told: by the names that configuration gives them.</summary>
internal static class OwnFieldFacts
{
    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>In the order of the configuration; values of fields that it no longer has come last, under their code.</summary>
    public static IEnumerable<Fact> All(SkillContext context, string noun, IReadOnlyDictionary<string, object> values) => Changed(context, noun, Nothing, values);

    public static ChangeLine WithOwn(this ChangeLine line, SkillContext context, IReadOnlyDictionary<string, object> after, IReadOnlyDictionary<string, object>? before = null)
    {
        var own = Changed(context, line.Kind, before ?? Nothing, after).ToList();
        return own.Count == 0 ? line : line with { Facts = [.. line.Facts, .. own] };
    }

    /// <summary>The conditions of a list, told.</summary>
    public static ListAnswer Where(this ListAnswer answer, SkillContext context, string noun, CustomArguments? conditions)
    {
        foreach (var (code, said) in CustomArguments.Conditions(conditions) ?? new Dictionary<string, string>())
            answer = answer.Said(Name(context, noun, code) + (context.Words.Language == "zh" ? "：" : ": ") + (context.Session.Fields.Find(noun, code)?.Said(said)?.Name.In(context.Words.Language) ?? said));
        return answer;
    }

    /// <summary>The fields that a list was asked by are its further columns.</summary>
    public static IReadOnlyList<string> Columns(SkillContext context, string noun, CustomArguments? conditions) => [.. (CustomArguments.Conditions(conditions)?.Keys ?? []).Select(code => Name(context, noun, code))];

    public static IReadOnlyList<string> Cells(SkillContext context, string noun, CustomArguments? conditions, IReadOnlyDictionary<string, object> values) =>
        [.. (CustomArguments.Conditions(conditions)?.Keys ?? []).Select(code => values.TryGetValue(code, out var value) ? Said(context, context.Session.Fields.Find(noun, code), value) : "")];

    public static string Name(SkillContext context, string noun, string code) => context.Session.Fields.Find(noun, code)?.Name.In(context.Words.Language) ?? code;

    private static IEnumerable<Fact> Changed(SkillContext context, string noun, IReadOnlyDictionary<string, object> before, IReadOnlyDictionary<string, object> after)
    {
        var words = context.Words;
        var codes = context.Session.Fields.Of(noun).Select(one => one.Code).ToList();
        foreach (var code in codes.Concat(before.Keys.Concat(after.Keys).Except(codes).Order(StringComparer.Ordinal)).Distinct().ToList())
        {
            var field = context.Session.Fields.Find(noun, code);
            var (was, now) = (before.TryGetValue(code, out var old) ? Said(context, field, old) : null, after.TryGetValue(code, out var value) ? Said(context, field, value) : null);
            if (was == now) continue;
            var shown = now ?? words.Say("nothing");
            yield return new Fact(Name(context, noun, code), was is null ? shown : $"{was} → {shown}");
        }
    }

    private static string Said(SkillContext context, CustomField? field, object value)
    {
        var words = context.Words;
        return value switch
        {
            bool yes => words.YesNo(yes),
            decimal amount when field?.Type == CustomFieldType.Money => words.Money(amount, field.Currency ?? context.CompanyCurrency),
            decimal number => words.Number(number),
            IReadOnlyList<string> codes => words.Join(codes.Select(code => Choice(words, field, code))),
            string day when field?.Type == CustomFieldType.Date && DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) => words.Day(date),
            _ => Choice(words, field, value.ToString() ?? ""),
        };
    }

    private static string Choice(Words words, CustomField? field, string code) => field?.Choices.FirstOrDefault(one => one.Code == code)?.Name.In(words.Language) ?? code;
}

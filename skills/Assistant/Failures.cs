using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Assistant;

/// <summary>Expected failures in the person's language, by code; a code without a phrase falls back to the core's own message.</summary>
internal static class Failures
{
    public static string Say(Failure failure, Words words)
    {
        if (failure.Policy is { } policy)
        {
            // A permission is its own name; the core's English would say no more.
            if (Permissions.All.Contains(policy) && !words.Has("policy." + policy))
                return words.Say("refused.permission", ("policy", policy));
            var rule = words.Has("policy." + policy) ? words.Say("policy." + policy) : failure.Message;
            return words.Say("refused.policy", ("rule", rule), ("policy", policy));
        }

        var code = failure.Code switch
        {
            "changed_since" when failure.Data.GetValueOrDefault("actor") is null or "" => "changed_since_unknown",
            "changed_since" when failure.Conflicts.Count > 1 => "changed_since_many",
            "not_found" when failure.Data.GetValueOrDefault("entity") == "change_set" => "unknown_change",
            var other => other,
        };
        var key = "failure." + code;
        if (!words.Has(key)) return failure.Message;
        // What configuration names in both languages comes twice: "name" in English, "name_zh" in Chinese.
        var values = failure.Data.Select(d => (d.Key, (string?)Shown(d.Key, failure.Data.GetValueOrDefault($"{d.Key}_{words.Language}") ?? d.Value, words))).ToList();
        if (failure.Field is { } field && !failure.Data.ContainsKey("field")) values.Add(("field", Shown("field", field, words)));
        return words.Say(key, [.. values]);
    }

    private static string Shown(string name, string value, Words words) => name switch
    {
        "kind" or "entity" => words.Term("kind", value),
        // The core names fields as the API does (closeDate), arguments and phrases in snake case.
        "field" => words.Label(string.Concat(value.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()))),
        "stage" => words.Term("stage", value),
        "status" => words.Term("status", value),
        "at" or "when" when DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var at) => words.Time(at),
        _ => value,
    };
}

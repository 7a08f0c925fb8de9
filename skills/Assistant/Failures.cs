using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Assistant;

/// <summary>Expected failures in the person's language, by code; a code without a phrase falls back to the core's own message.</summary>
internal static class Failures
{
    public static string Say(Failure failure, Words words)
    {
        if (failure.Policy is { } policy)
        {
            var rule = words.Has("policy." + policy) ? words.Say("policy." + policy) : failure.Message;
            return words.Say("refused.policy", ("rule", rule), ("policy", policy));
        }

        var key = "failure." + failure.Code;
        if (!words.Has(key)) return failure.Message;
        var values = failure.Data.Select(d => (d.Key, (string?)Shown(d.Key, d.Value, words))).ToArray();
        return words.Say(key, values);
    }

    private static string Shown(string name, string value, Words words) => name switch
    {
        "kind" or "entity" => words.Term("kind", value),
        "field" => words.Label(value),
        "stage" => words.Term("stage", value),
        "status" => words.Term("status", value),
        "at" or "when" when DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var at) => words.Time(at),
        _ => value,
    };
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <summary>
/// A small filter over a record's fields as the API and the change feed name them: <c>{"all": […]}</c>, <c>{"any": […]}</c>,
/// <c>{"not": …}</c>, or <c>{"field": "amount", "op": "&gt;=", "value": 10000}</c>. Operators: =, !=, &lt;, &lt;=, &gt;, &gt;=, contains
/// (a list or a text), in (a list of values), exists (true or false). Besides its own fields a record has <c>owner</c> (login), <c>team</c>
/// (name) and, when it belongs to a customer, <c>customer.FIELD</c>. A customer's tags are <c>tags</c>.
/// </summary>
internal static class RuleCondition
{
    private const int MaxDepth = 5;
    private const int MaxParts = 30;

    private static readonly string[] Operators = ["=", "!=", "<", "<=", ">", ">=", "contains", "in", "exists"];

    /// <summary>Null when it can be used for this noun; else what is wrong with it.</summary>
    public static Failure? Check(JsonElement condition, IReadOnlyCollection<string> fields)
    {
        var parts = 0;
        return Check(condition, fields, 1, ref parts);
    }

    public static bool Holds(JsonElement condition, JsonObject record)
    {
        if (condition.TryGetProperty("all", out var all))
            return all.EnumerateArray().All(part => Holds(part, record));
        if (condition.TryGetProperty("any", out var any))
            return any.EnumerateArray().Any(part => Holds(part, record));
        if (condition.TryGetProperty("not", out var not))
            return !Holds(not, record);
        var value = record[condition.GetProperty("field").GetString()!];
        return Compare(condition.GetProperty("op").GetString()!, value, condition.GetProperty("value"));
    }

    private static Failure? Check(JsonElement condition, IReadOnlyCollection<string> fields, int depth, ref int parts)
    {
        if (condition.ValueKind != JsonValueKind.Object)
            return Wrong("A condition is an object: {\"field\": …, \"op\": …, \"value\": …}, or {\"all\": […]}, {\"any\": […]}, {\"not\": …}.");
        if (depth > MaxDepth || ++parts > MaxParts)
            return Wrong($"A condition may be nested {MaxDepth} deep and have {MaxParts} parts.");
        var members = condition.EnumerateObject().ToList();
        if (members is [{ Name: "all" or "any" } group])
        {
            if (group.Value.ValueKind != JsonValueKind.Array || group.Value.GetArrayLength() == 0)
                return Wrong($"{group.Name} needs a list of conditions.");
            foreach (var part in group.Value.EnumerateArray())
            {
                if (Check(part, fields, depth + 1, ref parts) is { } wrong)
                    return wrong;
            }
            return null;
        }
        if (members is [{ Name: "not" } not])
            return Check(not.Value, fields, depth + 1, ref parts);
        return CheckComparison(condition, members, fields);
    }

    private static Failure? CheckComparison(JsonElement condition, List<JsonProperty> members, IReadOnlyCollection<string> fields)
    {
        if (members.Count != 3 || !condition.TryGetProperty("field", out var field) || !condition.TryGetProperty("op", out var op) || !condition.TryGetProperty("value", out var value)
            || field.ValueKind != JsonValueKind.String || op.ValueKind != JsonValueKind.String)
            return Wrong("A comparison has exactly field, op and value.");
        if (!fields.Contains(field.GetString()!))
            return Wrong($"There is no field {Short(field.GetString()!)} here; there are: {string.Join(", ", fields)}.");
        if (!Operators.Contains(op.GetString()))
            return Wrong($"op must be one of: {string.Join(", ", Operators)}.");
        return op.GetString() switch
        {
            "in" when value.ValueKind != JsonValueKind.Array => Wrong("in needs a list of values."),
            "exists" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => Wrong("exists needs true or false."),
            not "in" when value.ValueKind is JsonValueKind.Array or JsonValueKind.Object => Wrong($"{op.GetString()} needs a single value."),
            _ => null,
        };
    }

    private static bool Compare(string op, JsonNode? actual, JsonElement wanted) => op switch
    {
        "exists" => wanted.GetBoolean() == (actual is not null && actual is not JsonArray { Count: 0 }),
        "in" => wanted.EnumerateArray().Any(one => Same(actual, one)),
        "contains" => Contains(actual, wanted),
        "=" => Same(actual, wanted),
        "!=" => !Same(actual, wanted),
        _ => Order(actual, wanted) is { } order && op switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 },
    };

    private static bool Contains(JsonNode? actual, JsonElement wanted) => actual switch
    {
        JsonArray list => list.Any(one => Same(one, wanted)),
        JsonValue value when value.TryGetValue<string>(out var text) => text.Contains(Text(wanted), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool Same(JsonNode? actual, JsonElement wanted)
    {
        if (actual is null || wanted.ValueKind == JsonValueKind.Null)
            return actual is null && wanted.ValueKind == JsonValueKind.Null;
        if (actual is not JsonValue value)
            return false;
        return wanted.ValueKind == JsonValueKind.Number && Number(value) is { } number
            ? number == wanted.GetDecimal()
            : string.Equals(value.ToString(), Text(wanted), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Numbers by size; days and instants by their text, which sorts like the time it tells.</summary>
    private static int? Order(JsonNode? actual, JsonElement wanted)
    {
        if (actual is not JsonValue value)
            return null;
        if (wanted.ValueKind == JsonValueKind.Number)
            return Number(value) is { } number ? number.CompareTo(wanted.GetDecimal()) : null;
        return string.CompareOrdinal(value.ToString(), Text(wanted));
    }

    private static decimal? Number(JsonValue value) => decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static Failure Wrong(string message) => Failure.Invalid("wrong_condition", message, "condition") with { Data = new Dictionary<string, string> { ["problem"] = message } };
}

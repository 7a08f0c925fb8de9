using System.Globalization;
using System.Text.Json;

namespace BotCrm.Skills.Tools;

/// <summary>Argument values as plain data, however they came: from JSON, from a model's client or from code.</summary>
internal static class PlainValues
{
    /// <summary>string, bool, long, decimal, list of strings, or null. Anything nested becomes its JSON text, for the check to refuse.</summary>
    public static object? Of(object? value) => value switch
    {
        null => null,
        string or bool or long or decimal => value,
        JsonElement json => OfJson(json),
        int or short or byte or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double or float => OfDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum word => word.ToString().ToLowerInvariant(),
        IEnumerable<string> list => list.ToList(),
        System.Collections.IEnumerable mixed => mixed.Cast<object?>().Select(i => Convert.ToString(Of(i), CultureInfo.InvariantCulture) ?? "").ToList(),
        _ => JsonSerializer.Serialize(value),
    };

    private static object? OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.TryGetDecimal(out var number) ? number : json.GetRawText(),
        JsonValueKind.Array => json.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : i.GetRawText()).ToList(),
        _ => json.GetRawText(),
    };

    private static object OfDouble(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 1e27 ? (decimal)value : value.ToString(CultureInfo.InvariantCulture);
}

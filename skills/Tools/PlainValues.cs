using System.Globalization;
using System.Text.Json;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Tools;

/// <summary>Argument values as plain data, however they came: from JSON, from a model's client or from code.</summary>
internal static class PlainValues
{
    /// <summary>string, bool, long, decimal, list of strings, or null; a <see cref="Nested"/> for anything deeper, which no argument is.</summary>
    public static object? Of(object? value) => value switch
    {
        null => null,
        string text => NameFolding.WellFormed(text),
        bool or long or decimal or Nested => value,
        JsonElement json => OfJson(json),
        int or short or byte or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double or float => OfDouble(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum word => word.ToString().ToLowerInvariant(),
        IEnumerable<string> list => list.Select(NameFolding.WellFormed).ToList(),
        System.Collections.IDictionary or IEnumerable<KeyValuePair<string, object?>> => new Nested(),
        System.Collections.IEnumerable mixed => mixed.Cast<object?>().Select(i => Convert.ToString(Of(i), CultureInfo.InvariantCulture) ?? "").ToList(),
        _ => new Nested(),
    };

    private static object? OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => NameFolding.WellFormed(json.GetString()!),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.TryGetDecimal(out var number) ? number : json.GetRawText(),
        JsonValueKind.Array when json.EnumerateArray().Any(i => i.ValueKind is JsonValueKind.Object or JsonValueKind.Array) => new Nested(),
        JsonValueKind.Array => json.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : i.GetRawText()).ToList(),
        _ => new Nested(),
    };

    private static object OfDouble(double value) =>
        double.IsFinite(value) && Math.Abs(value) < 1e27 ? (decimal)value : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An object, or a list in a list: something no argument can be.</summary>
    internal sealed record Nested
    {
        public override string ToString() => "(…)";
    }
}

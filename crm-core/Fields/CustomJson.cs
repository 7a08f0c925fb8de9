using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BotCrm.Core.Fields;

/// <summary>Values of own fields as they are kept: by code, a text, number, yes or no, or a list of texts. One written form, so that equal values are equal texts.</summary>
internal static class CustomJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SortedDictionary<string, object> Read(string? json)
    {
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        if (json is null)
            return values;
        using var document = JsonDocument.Parse(json);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (Value(field.Value) is { } value)
                values[field.Name] = value;
        }
        return values;
    }

    public static string? Write(IReadOnlyDictionary<string, object> values)
    {
        if (values.Count == 0)
            return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            writer.WriteStartObject();
            foreach (var (code, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(code);
                Write(writer, value);
            }
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>A value of any field as one text, for filters, lists and tables.</summary>
    public static string Text(object value) => value switch
    {
        string text => text,
        decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IReadOnlyList<string> texts => string.Join("; ", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Null for null, and for what a value cannot be.</summary>
    public static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => json.EnumerateArray().Select(item => item.GetString()!).ToArray(),
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case decimal number:
                // 12.50 and 12.5 are one value.
                writer.WriteRawValue(number.ToString("0.######", CultureInfo.InvariantCulture));
                break;
            case bool yes:
                writer.WriteBooleanValue(yes);
                break;
            case IReadOnlyList<string> texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}

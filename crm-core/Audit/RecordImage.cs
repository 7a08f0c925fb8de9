using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Fields;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Audit;

/// <summary>
/// A record as JSON, by the store's own model, so that no noun can be forgotten: camelCase names, ISO times in UTC, lower-case members of sets,
/// and money as <c>amount</c> in whole units. Derived fields are left out. Reads back into a record for undo.
/// </summary>
internal static class RecordImage
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string MinorSuffix = "Minor";

    private static readonly ConcurrentDictionary<ITypeBase, (IProperty Property, JsonEncodedText Name)[]> Written = [];

    public static string Write(PropertyValues values)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Encoder, SkipValidation = true }))
        {
            writer.WriteStartObject();
            foreach (var (property, name) in Written.GetOrAdd(values.StructuralType, static type => [.. Fields(type).Select(one => (one, JsonEncodedText.Encode(FieldName(one), Json.Encoder)))]))
            {
                writer.WritePropertyName(name);
                switch (values[property])
                {
                    case null:
                        writer.WriteNullValue();
                        break;
                    case string text when !property.IsJson():
                        writer.WriteStringValue(text);
                        break;
                    case var value:
                        ToJson(property, value)!.WriteTo(writer, Json);
                        break;
                }
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Every change has a new version and time; what matters is whether the rest is the same.</summary>
    public static readonly IReadOnlyList<string> NotCompared = ["version", "updatedAt"];

    /// <summary>Whether two images, either of which may be missing, tell of the same record in the same state.</summary>
    public static bool SameContent(string? one, string? other)
    {
        if (one is null || other is null)
            return one is null && other is null;
        var fields = JsonNode.Parse(other)!.AsObject();
        return JsonNode.Parse(one)!.AsObject().All(field => NotCompared.Contains(field.Key) || JsonNode.DeepEquals(field.Value, fields[field.Key]));
    }

    public static IEnumerable<IProperty> Fields(ITypeBase type) =>
        type.GetProperties().Where(property => !Records.IsDerived(type.ClrType, property.Name) && !property.IsBlindIndex());

    public static string FieldName(IReadOnlyProperty property)
    {
        var name = IsMinor(property) ? property.Name[..^MinorSuffix.Length] : property.Name;
        return JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    /// <summary>The value a record's property had, from its field in an image.</summary>
    public static object? FromJson(IProperty property, JsonElement field)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (field.ValueKind == JsonValueKind.Null)
            return null;
        if (property.IsJson())
            return CustomJson.Write(CustomJson.Read(field.GetRawText()));
        if (IsMinor(property))
            return (long)(field.GetDecimal() * 100m);
        if (type == typeof(Access.Role))
            return new Access.Role(field.GetString()!);
        if (type.IsEnum)
            return Enum.Parse(type, field.GetString()!, true);
        if (type == typeof(DateTimeOffset))
            return field.GetDateTimeOffset();
        if (type == typeof(DateOnly))
            return DateOnly.ParseExact(field.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (type == typeof(IReadOnlyList<Quotes.QuoteLine>))
            return field.Deserialize<List<Quotes.QuoteLine>>(Quotes.QuoteLine.Json);
        return field.Deserialize(type);
    }

    private static JsonNode? ToJson(IProperty property, object? value) => value switch
    {
        null => null,
        long minor when IsMinor(property) => JsonValue.Create(minor / 100m),
        Access.Role role => JsonValue.Create(role.Name),
        Enum member => JsonValue.Create(member.ToString().ToLowerInvariant()),
        DateTimeOffset instant => JsonValue.Create(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        DateOnly day => JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]),
        IEnumerable<long> ids => new JsonArray([.. ids.Select(id => (JsonNode?)JsonValue.Create(id))]),
        Opportunities.Stage stage => JsonValue.Create(stage.Code),
        string json when property.IsJson() => JsonNode.Parse(json),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        IReadOnlyList<Quotes.QuoteLine> lines => JsonSerializer.SerializeToNode(lines, Quotes.QuoteLine.Json),
        _ => throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name}: no JSON form for {value.GetType().Name}."),
    };

    private static bool IsMinor(IReadOnlyProperty property) => property.Name.EndsWith(MinorSuffix, StringComparison.Ordinal);
}

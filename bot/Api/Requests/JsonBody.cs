using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Requests;

/// <summary>Reads a JSON object field by field, so that every complaint names its field.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <returns>The body and the names of the fields that were given as null.</returns>
    public static async Task<Result<(T Body, IReadOnlyList<string> Nulls)>> ReadAsync<T>(HttpRequest request, int maxBytes, CancellationToken ct)
        where T : class
    {
        if (!IsJson(request.ContentType))
            return Problems.Unsupported("The body must be JSON: send the header Content-Type: application/json.");

        var read = await ReadBytesAsync(request, maxBytes, ct);
        if (!read.Ok)
            return read.Failure;

        if (!Utf8.IsValid(read.Value.Span))
            return Failure.Invalid("malformed_json", "The body is not valid UTF-8.");

        try
        {
            using var document = JsonDocument.Parse(read.Value, Strict);
            return Fill<T>(document.RootElement);
        }
        catch (JsonException exception)
        {
            return Failure.Invalid("malformed_json", $"The body is not valid JSON: {Plain(exception)}");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half a surrogate pair in a name.
            return Failure.Invalid("malformed_json", "The body is not valid JSON: it has half a character in it.");
        }
    }

    private static Result<(T, IReadOnlyList<string>)> Fill<T>(JsonElement root)
        where T : class
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Failure.Invalid("malformed_json", "The body must be a JSON object.");

        var type = (JsonTypeInfo<T>)ApiJson.Options.GetTypeInfo(typeof(T));
        var body = type.CreateObject!();
        var nulls = new List<string>();
        foreach (var property in root.EnumerateObject())
        {
            var field = type.Properties.FirstOrDefault(known => known.Name == property.Name);
            if (field is null)
                return NoField(Shorten(property.Name), type);

            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                nulls.Add(property.Name);
                continue;
            }

            if (Unknown(property.Value, field.PropertyType, property.Name) is { } inside)
                return inside;

            try
            {
                field.Set!(body, property.Value.Deserialize(field.PropertyType, ApiJson.Options));
            }
            catch (JsonException)
            {
                return Failure.Invalid("wrong_type", $"'{property.Name}' must be {Expected.Of(field.PropertyType)}.", property.Name);
            }
        }

        return (body, nulls);
    }

    /// <summary>Fields inside of fields count as well: a filter whose "city" nobody reads would take in every customer.</summary>
    private static Failure? Unknown(JsonElement value, Type of, string path)
    {
        var type = ApiJson.Options.GetTypeInfo(of);
        if (type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element && value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Select((item, at) => Unknown(item, element, $"{path}[{at.ToString(CultureInfo.InvariantCulture)}]")).FirstOrDefault(static failure => failure is not null);
        if (type.Kind != JsonTypeInfoKind.Object || value.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in value.EnumerateObject())
        {
            var inside = $"{path}.{Shorten(property.Name)}";
            var field = type.Properties.FirstOrDefault(known => known.Name == property.Name);
            if (field is null)
                return NoField(inside, type);
            if (Unknown(property.Value, field.PropertyType, inside) is { } failure)
                return failure;
        }

        return null;
    }

    private static Failure NoField(string name, JsonTypeInfo type) =>
        Failure.Invalid("unknown_field", $"There is no field '{name}' here. Fields: {string.Join(", ", type.Properties.Where(static known => known.Set is not null).Select(static known => known.Name))}.", name);

    /// <summary>The body as it is, up to a size.</summary>
    public static async Task<Result<ReadOnlyMemory<byte>>> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
            return Problems.TooLarge(maxBytes);

        var bytes = new ArrayBufferWriter<byte>(4096);
        int count;
        while ((count = await request.Body.ReadAsync(bytes.GetMemory(4096), ct)) > 0)
        {
            bytes.Advance(count);
            if (bytes.WrittenCount > maxBytes)
                return Problems.TooLarge(maxBytes);
        }

        return bytes.WrittenMemory;
    }

    private static bool IsJson(string? contentType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static string Plain(JsonException exception)
    {
        var message = exception.Message;
        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        return Shorten(path > 0 ? message[..path] : message);
    }

    private static string Shorten(string text) => text.Length <= 200 ? text : text[..200] + "…";
}

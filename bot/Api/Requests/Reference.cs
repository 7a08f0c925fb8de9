using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Bot.Api.Requests;

/// <summary>A record as a client names it: its id (as JSON string or number), a user's login, or a name that fits exactly one visible record.</summary>
[JsonConverter(typeof(ReferenceConverter))]
internal sealed record Reference(string Text)
{
    /// <summary>The id, when the reference is one; also written <c>customer:12</c>.</summary>
    public long? Id(string kind)
    {
        var digits = Text.StartsWith(kind + ":", StringComparison.OrdinalIgnoreCase) ? Text[(kind.Length + 1)..] : Text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}

internal sealed class ReferenceConverter : JsonConverter<Reference>
{
    public override Reference Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when reader.GetString()!.Trim() is { Length: > 0 and <= 300 } text => new Reference(text),
        JsonTokenType.Number when reader.TryGetInt64(out var id) => new Reference(id.ToString(CultureInfo.InvariantCulture)),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, Reference value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}

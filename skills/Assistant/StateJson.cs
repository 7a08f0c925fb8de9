using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Assistant;

/// <summary>How conversation state is written down. What an older version wrote and this one cannot read is forgotten, not fatal.</summary>
internal static class StateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new PlannedCallConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KindsOfReply } },
    };

    public static string Write(ConversationState state) => JsonSerializer.Serialize(state, Options);

    public static ConversationState Read(string? json)
    {
        if (json is null) return ConversationState.Empty;
        try
        {
            return JsonSerializer.Deserialize<ConversationState>(json, Options) ?? ConversationState.Empty;
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or ArgumentException)
        {
            return ConversationState.Empty;
        }
    }

    private static void KindsOfReply(JsonTypeInfo info)
    {
        if (info.Type != typeof(Reply)) return;
        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$reply" };
        foreach (var type in typeof(Reply).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Reply)) && !t.IsAbstract))
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
    }

    private sealed class PlannedCallConverter : JsonConverter<PlannedCall>
    {
        public override PlannedCall Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            var arguments = json.RootElement.GetProperty("args").EnumerateObject().ToDictionary(p => p.Name, p => PlainValues.Of(p.Value.Clone()));
            return new PlannedCall(json.RootElement.GetProperty("tool").GetString() ?? "", arguments);
        }

        public override void Write(Utf8JsonWriter writer, PlannedCall value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("tool", value.Tool);
            writer.WritePropertyName("args");
            JsonSerializer.Serialize(writer, value.Arguments);
            writer.WriteEndObject();
        }
    }
}

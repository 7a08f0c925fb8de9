using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Core.Tests.Rights;

/// <summary>All use cases there are, and what they answer as text that can be searched.</summary>
internal static class PlantedCalls
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Bytes(), new Memory() },
    };

    public static IReadOnlyList<Type> All { get; } = [.. typeof(ICrm).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true })
        .Where(type => type.BaseType!.GetGenericTypeDefinition() is var open && (open == typeof(Command<>) || open == typeof(Query<>)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static bool IsCommand(Type type) => type.BaseType is { IsGenericType: true } answer && answer.GetGenericTypeDefinition() == typeof(Command<>);

    public static string Say(object value) => JsonSerializer.Serialize(value, value.GetType(), Readable);

    // Bytes as what they say: a mark inside a file must not hide in base 64.
    private sealed class Bytes : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Encoding.Latin1.GetString(value));
    }

    private sealed class Memory : JsonConverter<ReadOnlyMemory<byte>>
    {
        public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => writer.WriteStringValue(Encoding.Latin1.GetString(value.Span));
    }
}

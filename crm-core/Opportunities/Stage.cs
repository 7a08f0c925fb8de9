using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Core.Opportunities;

/// <summary>The code of a stage, lower case. What stages there are and what they mean is said by <see cref="Pipelines"/>; these six are the default's.</summary>
[JsonConverter(typeof(StageJson))]
public readonly struct Stage(string code) : IEquatable<Stage>
{
    public static readonly Stage Lead = new("lead");
    public static readonly Stage Qualified = new("qualified");
    public static readonly Stage Proposal = new("proposal");
    public static readonly Stage Negotiation = new("negotiation");
    public static readonly Stage Won = new("won");
    public static readonly Stage Lost = new("lost");

    private readonly string? code = code.Trim().ToLowerInvariant();

    public string Code => code ?? "lead";

    public static bool operator ==(Stage one, Stage other) => one.Equals(other);

    public static bool operator !=(Stage one, Stage other) => !one.Equals(other);

    public bool Equals(Stage other) => Code == other.Code;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Stage other && Equals(other);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Code;
}

/// <summary>Written as its code.</summary>
public sealed class StageJson : JsonConverter<Stage>
{
    public override Stage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 and <= 100 } code ? new Stage(code) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Stage value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Core.Access;

/// <summary>
/// A role by its name: one of the built-in ones below, or one that the configuration defines (<c>Roles:NAME</c>). What it may do is
/// said by <see cref="RoleBook"/>; no use case compares roles, they ask for named rights.
/// </summary>
[JsonConverter(typeof(RoleJson))]
public readonly record struct Role
{
    private readonly string? name;

    public Role(string name) => this.name = name.Trim().ToLowerInvariant();

    public static Role Admin { get; } = new("admin");

    public static Role Manager { get; } = new("manager");

    public static Role Rep { get; } = new("rep");

    public static Role Support { get; } = new("support");

    /// <summary>Contracts and payments of all customers; no sales details.</summary>
    public static Role Finance { get; } = new("finance");

    /// <summary>Lower case.</summary>
    public string Name => name ?? "";

    public override string ToString() => Name;
}

/// <summary>A role is its name wherever it is written down.</summary>
public sealed class RoleJson : JsonConverter<Role>
{
    public override Role Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new Role(reader.GetString()!) : throw new JsonException("A role is a text.");

    public override void Write(Utf8JsonWriter writer, Role value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}

using System.Text.Json;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers.Segments;

namespace BotCrm.Core.Packs;

/// <summary>A rule of a pack; <paramref name="Key"/> tells it from the others for good.</summary>
public sealed record PackRule(string Key, RuleDefinition Rule);

/// <summary>A shared segment of a pack.</summary>
public sealed record PackSegment(string Key, string Name, CustomerFilter Filter);

/// <summary>What a pack lays into the store once: from then on it is the company's, to be changed, switched off or deleted.</summary>
public sealed record Pack(string Code, IReadOnlyList<PackRule> Rules, IReadOnlyList<PackSegment> Segments)
{
    /// <summary>Reads <c>Rules</c> and <c>Segments</c>, which are written as the REST API takes them, each with a <c>key</c>.</summary>
    /// <exception cref="JsonException">They cannot be read.</exception>
    public static Pack Read(string code, JsonElement pack) => new(
        code,
        [.. Items(pack, "Rules").Select(one => new PackRule(Key(one), Rest(one, "key").Deserialize<RuleDefinition>(RuleJson.Options)!))],
        [.. Items(pack, "Segments").Select(one => new PackSegment(Key(one), Text(one, "name"), CustomerFilters.Read(Part(one, "filter").GetRawText())))]);

    private static JsonElement[] Items(JsonElement pack, string part) => pack.TryGetProperty(part, out var list) ? [.. list.EnumerateArray()] : [];

    private static string Key(JsonElement one) => Text(one, "key");

    private static string Text(JsonElement one, string name) => Part(one, name).GetString() is { Length: > 0 } text ? text : throw new JsonException($"{name} is empty");

    private static JsonElement Part(JsonElement one, string name) => one.TryGetProperty(name, out var part) ? part : throw new JsonException($"'{name}' is missing in {one.GetRawText()}");

    private static JsonElement Rest(JsonElement one, string without) => JsonSerializer.SerializeToElement(one.EnumerateObject().Where(part => part.Name != without).ToDictionary(part => part.Name, part => part.Value));
}

using System.Collections.Frozen;
using System.Text.Json;

namespace BotCrm.Skills.Assistant;

/// <summary>The assistant's texts, one JSON file per language beside this one. Placeholders stand in braces: <c>{customer}</c>.</summary>
internal static class PhraseBook
{
    public const string English = "en";
    public const string Chinese = "zh";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Books = new[] { English, Chinese }.ToFrozenDictionary(l => l, Load);

    public static IReadOnlyDictionary<string, string> Of(string language) => Books[language];

    /// <summary>en or zh, whatever tag comes in.</summary>
    public static string Supported(string? tag) => tag is not null && tag.StartsWith(Chinese, StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = typeof(PhraseBook).Assembly.GetManifestResourceStream($"BotCrm.Skills.Assistant.Phrases.{language}.json")
            ?? throw new InvalidOperationException($"The phrases for {language} are not in the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

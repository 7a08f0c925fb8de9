using BotCrm.Skills.Understanding.Lexicon;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>A sentence for each skill, offered when words came near it without being understood.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, (string English, string Chinese)> Sentences = Load();

    public static IReadOnlyList<string> Of(IEnumerable<string> skills, string language)
    {
        var list = new List<string>();
        foreach (var skill in skills)
        {
            if (Sentences.TryGetValue(skill, out var pair))
                list.Add(language == "zh" ? pair.Chinese : pair.English);
        }

        return list;
    }

    private static Dictionary<string, (string English, string Chinese)> Load()
    {
        var map = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var line in LexiconFile.Lines("examples.txt"))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            map[parts[0]] = (parts[1], parts[2]);
        }

        return map;
    }
}

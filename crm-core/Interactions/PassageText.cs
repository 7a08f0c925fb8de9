namespace BotCrm.Core.Interactions;

/// <summary>Cuts the passage that answers out of a record: the field that has most of the words, with some context.</summary>
internal static class PassageText
{
    public const int Most = 240;

    /// <param name="fields">The first is the one that says what the record is about.</param>
    public static string Of(IReadOnlyList<string?> fields, IReadOnlyList<string> words)
    {
        var head = fields[0] ?? "";
        var (best, most) = (head, Hits(head, words).Count);
        foreach (var field in fields.Skip(1))
        {
            if (field is not null && Hits(field, words).Count is var hits && hits > most)
                (best, most) = (field, hits);
        }

        if (!ReferenceEquals(best, head) && head.Length + best.Length + 3 <= Most)
            return $"{head} — {best}";
        return Around(best, most > 0 ? Hits(best, words).Min() : 0);
    }

    /// <summary>Whether any of the fields has any of the words.</summary>
    public static bool Holds(IEnumerable<string?> fields, IReadOnlyList<string> words) => fields.Any(field => field is not null && Hits(field, words).Count > 0);

    /// <summary>Where the words begin in the text; a word counts by its stem, that is without its last letters when it is long.</summary>
    private static List<int> Hits(string text, IReadOnlyList<string> words)
    {
        var hits = new List<int>();
        foreach (var word in words)
        {
            var stem = word.Length > 5 && char.IsAscii(word[0]) ? word[..^2] : word;
            var at = text.IndexOf(stem, StringComparison.OrdinalIgnoreCase);
            // A longer run of Chinese that is not there as a whole may be there in part.
            for (var i = 0; at < 0 && !char.IsAscii(word[0]) && i + 2 <= word.Length; i++)
                at = text.IndexOf(word.AsSpan(i, 2).ToString(), StringComparison.Ordinal);
            if (at >= 0)
                hits.Add(at);
        }

        return hits;
    }

    private static string Around(string text, int at)
    {
        if (text.Length <= Most)
            return text;
        var start = Math.Clamp(at - (Most / 3), 0, text.Length - Most);
        var end = start + Most;
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start++;
        if (end < text.Length && char.IsLowSurrogate(text[end]))
            end--;
        return (start > 0 ? "…" : "") + text[start..end].Trim() + (end < text.Length ? "…" : "");
    }
}

using System.Text;

namespace BotCrm.Core.Interactions;

/// <summary>
/// How text becomes words of the full-text index. SQLite's tokenizer knows letters and digits, and Porter's stems for English, but sees a
/// Chinese sentence as one word. Pairs of neighbouring characters are indexed instead: any two or more characters are found exactly, as a
/// phrase of pairs, without a dictionary to ship and keep. (The trigram tokenizer finds nothing shorter than three characters, and most
/// Chinese words have two.)
/// </summary>
internal static class HistoryWords
{
    /// <summary>The text as it is indexed: runs of Chinese as pairs, the last character also alone, so that every single one begins a word.</summary>
    public static string ForIndex(params ReadOnlySpan<string?> texts)
    {
        var words = new StringBuilder();
        foreach (var text in texts)
        {
            if (text is null)
                continue;
            foreach (var (run, han) in Runs(text))
            {
                words.Append(' ');
                if (han)
                    AppendPairs(words, run);
                else
                    words.Append(run);
            }
        }

        return words.ToString();
    }

    /// <summary>
    /// Runs of Han, Kana or Hangul characters, and what stands between them, in order. Everything else is left to SQLite's tokenizer.
    /// </summary>
    public static IEnumerable<(string Run, bool Han)> Runs(string text)
    {
        var run = new StringBuilder();
        var han = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (run.Length > 0 && IsHan(rune) != han)
            {
                yield return (run.ToString(), han);
                run.Clear();
            }

            han = IsHan(rune);
            run.Append(rune.ToString());
        }

        if (run.Length > 0)
            yield return (run.ToString(), han);
    }

    public static string Pairs(string run)
    {
        var pairs = new StringBuilder();
        var runes = run.EnumerateRunes().ToArray();
        for (var i = 0; i + 1 < runes.Length; i++)
            pairs.Append(i > 0 ? " " : "").Append(runes[i]).Append(runes[i + 1]);
        return pairs.ToString();
    }

    private static void AppendPairs(StringBuilder words, string run)
    {
        var pairs = Pairs(run);
        words.Append(pairs).Append(pairs.Length > 0 ? " " : "").Append(run.EnumerateRunes().Last());
    }

    private static bool IsHan(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}

using System.Text;
using BotCrm.Core.Interactions;
using BotCrm.Core.Names;
using BotCrm.Core.Storage.Engine;

namespace BotCrm.Core.Search;

/// <summary>
/// How text becomes words of the index of records, and how a typed text asks for them. Everything is folded (case, width, accents, traditional
/// characters); Chinese goes in as pairs of neighbouring characters, and the words of a name once more with one letter left out, so that two
/// words that differ by one letter share one of these forms, whatever the letter.
/// </summary>
internal static class SearchWords
{
    private const int ShortestForErrors = 4;
    private const int LongestForErrors = 20;

    /// <summary>Words asked for; what goes on longer adds nothing but cost.</summary>
    private const int MostAsked = 8;

    public static string Fold(string text) => NameForms.Key(Simplified.Of(text.Normalize(NormalizationForm.FormKC)).Replace("ß", "ss", StringComparison.Ordinal));

    /// <summary>The text as it is indexed.</summary>
    public static string ForIndex(params ReadOnlySpan<string?> texts)
    {
        var words = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var word in text is null ? [] : Words(text))
            {
                if (!word.Han)
                {
                    words.Append(' ').Append(word.Text);
                    continue;
                }
                foreach (var pair in Pairs(word.Text))
                    words.Append(' ').Append(pair);
                // Alone as well, so that a single character finds it, and every last one begins a word.
                words.Append(' ').Append(word.Text[^1]);
            }
        }
        return words.ToString();
    }

    /// <summary>The forms of a name's words that a typing error still meets.</summary>
    public static string NearForms(params ReadOnlySpan<string?> names)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            foreach (var word in name is null ? [] : Words(name))
            {
                if (!word.Han)
                    forms.UnionWith(Shortened(word.Text));
            }
        }
        return string.Join(' ', forms);
    }

    /// <summary>Latin words and runs of Chinese, in order.</summary>
    public static IEnumerable<(string Text, bool Han)> Words(string text)
    {
        foreach (var (run, han) in HistoryWords.Runs(Fold(text)))
        {
            if (han)
            {
                yield return (run, true);
                continue;
            }
            foreach (var word in run.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return (word, false);
        }
    }

    /// <summary>All words, each perhaps only begun.</summary>
    public static SearchExpression? Exactly(string text, SearchColumn column) => All(text, column, begun: true);

    /// <summary>All words, only the last of several perhaps begun: what the index can tell without gathering every word that begins so.</summary>
    public static SearchExpression? Whole(string text, SearchColumn column) => All(text, column, begun: false);

    /// <summary>Whether the texts hold all the words, each perhaps only begun: what <see cref="Exactly"/> asks of the index.</summary>
    public static bool AreIn(string asked, params ReadOnlySpan<string?> texts) => PartIn(asked, texts) == 1;

    /// <summary>How many of the words the texts hold: 1 is all of them.</summary>
    public static double PartIn(string asked, params ReadOnlySpan<string?> texts)
    {
        var there = new List<(string Text, bool Han)>();
        foreach (var text in texts)
        {
            if (text is not null)
                there.AddRange(Words(text));
        }
        var words = Asked(asked);
        return (double)words.Count(word => word.Han
            ? (word.Text.Length == 1 ? [word.Text] : Pairs(word.Text)).All(pair => there.Exists(one => one.Han && one.Text.Contains(pair, StringComparison.Ordinal)))
            : there.Exists(one => !one.Han && one.Text.StartsWith(word.Text, StringComparison.Ordinal))) / Math.Max(1, words.Count);
    }

    /// <summary>All words, each with at most one typing error; null when no word is long enough to bear one.</summary>
    public static SearchExpression? Nearly(string text)
    {
        var words = Asked(text);
        if (!words.Any(word => word.Han ? word.Text.Length >= 3 : MayErr(word.Text)))
            return null;
        return new SearchAll([.. words.Select((word, at) => word.Han ? NearRun(word.Text) : Near(word.Text, at == words.Count - 1))]);
    }

    /// <summary>The word with each of its letters left out once.</summary>
    public static IEnumerable<string> Shortened(string word) =>
        MayErr(word) ? Enumerable.Range(0, word.Length).Select(at => word.Remove(at, 1)).Distinct() : [];

    private static bool MayErr(string word) => word.Length is >= ShortestForErrors and <= LongestForErrors && !word.Any(char.IsSurrogate);

    private static List<(string Text, bool Han)> Asked(string text) => [.. Words(text).Distinct().Take(MostAsked)];

    private static SearchAll? All(string text, SearchColumn column, bool begun)
    {
        var words = Asked(text);
        return words.Count == 0 ? null : new SearchAll([.. words.Select((word, at) => word.Han ? Run(word.Text, column) : new SearchWord(word.Text, begun || (at > 0 && at == words.Count - 1), column))]);
    }

    private static SearchExpression Run(string run, SearchColumn column) => run.Length == 1
        ? new SearchWord(run, true, column)
        : new SearchAll([.. Pairs(run).Select(pair => new SearchWord(pair, false, column))]);

    private static SearchAny Near(string word, bool last)
    {
        List<SearchExpression> forms = [new SearchWord(word, last, SearchColumn.Name), new SearchWord(word, false, SearchColumn.Near)];
        foreach (var form in Shortened(word))
        {
            forms.Add(new SearchWord(form, false, SearchColumn.Near));
            // One letter too many was typed.
            forms.Add(new SearchWord(form, false, SearchColumn.Name));
        }
        return new SearchAny(forms);
    }

    /// <summary>With any one of its characters wrong: the pairs that do not touch it are still there.</summary>
    private static SearchExpression NearRun(string run)
    {
        if (run.Length < 3)
            return Run(run, SearchColumn.Name);
        var pairs = Pairs(run).ToList();
        var ways = new List<SearchExpression>();
        for (var wrong = 0; wrong < Math.Min(run.Length, 12); wrong++)
        {
            List<SearchExpression> left = [.. pairs.Where((_, at) => at != wrong && at + 1 != wrong).Select(pair => new SearchWord(pair, false, SearchColumn.Name))];
            if (left.Count > 0)
                ways.Add(new SearchAll(left));
        }
        return ways.Count == 0 ? Run(run, SearchColumn.Name) : new SearchAny(ways);
    }

    private static string[] Pairs(string run) => HistoryWords.Pairs(run).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

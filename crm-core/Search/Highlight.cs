using BotCrm.Core.Names;

namespace BotCrm.Core.Search;

/// <summary>Where the words looked for stand in a text.</summary>
internal static class Highlight
{
    private const int Around = 60;

    /// <summary>The places of the words, also begun or misspelt ones; none when the text has none of them.</summary>
    public static IReadOnlyList<TextSpan> Of(string text, string asked)
    {
        var words = SearchWords.Words(asked).ToList();
        var spans = new List<TextSpan>();
        foreach (var (start, length, folded, han) in Pieces(text))
        {
            foreach (var word in words)
            {
                if (word.Han != han)
                    continue;
                if (!han && Fits(folded, word.Text))
                    spans.Add(new TextSpan(start, length));
                else if (han)
                    spans.AddRange(Runs(folded, word.Text).Select(run => new TextSpan(start + run.Start, run.Length)));
            }
        }
        return Joined(spans);
    }

    /// <summary>A long text cut down to the part around its first hit, with the places in that part.</summary>
    public static (string Text, IReadOnlyList<TextSpan> Spans) Cut(string text, IReadOnlyList<TextSpan> spans)
    {
        var flat = text.Replace('\n', ' ').Replace('\r', ' ');
        if (flat.Length <= Around * 3 || spans.Count == 0)
            return (flat, spans);
        var from = Math.Max(0, spans[0].Start - Around);
        var to = Math.Min(flat.Length, spans[0].Start + spans[0].Length + (Around * 2));
        if (from > 0 && char.IsLowSurrogate(flat[from]))
            from--;
        if (to < flat.Length && char.IsLowSurrogate(flat[to]))
            to--;
        var (head, tail) = (from > 0 ? "…" : "", to < flat.Length ? "…" : "");
        return (head + flat[from..to] + tail, [.. spans.Where(span => span.Start >= from && span.Start + span.Length <= to).Select(span => span with { Start = span.Start - from + head.Length })]);
    }

    private static bool Fits(string folded, string word) =>
        folded.StartsWith(word, StringComparison.Ordinal) || (word.Length >= 4 && folded.Length >= 4 && Math.Abs(folded.Length - word.Length) <= 1 && Similarity.Distance(folded, word) <= 1);

    private static IEnumerable<TextSpan> Runs(string text, string run)
    {
        var at = text.IndexOf(run, StringComparison.Ordinal);
        if (at >= 0 || run.Length < 2)
        {
            for (; at >= 0; at = text.IndexOf(run, at + run.Length, StringComparison.Ordinal))
                yield return new TextSpan(at, run.Length);
            yield break;
        }
        for (var i = 0; i + 1 < run.Length; i++)
        {
            var pair = text.IndexOf(run.Substring(i, 2), StringComparison.Ordinal);
            if (pair >= 0)
                yield return new TextSpan(pair, 2);
        }
    }

    /// <summary>Words and runs of Chinese where they stand. Folding a Chinese character keeps its length, so places within a run are those of the text.</summary>
    private static IEnumerable<(int Start, int Length, string Folded, bool Han)> Pieces(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (CompanyName.IsHan(text[i]))
            {
                while (i < text.Length && CompanyName.IsHan(text[i]))
                    i++;
                yield return (start, i - start, Simplified.Of(text[start..i]), true);
            }
            else if (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]))
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’' or '.' || char.IsSurrogate(text[i])) && !CompanyName.IsHan(text[i]))
                    i++;
                while (text[i - 1] == '.')
                    i--;
                yield return (start, i - start, SearchWords.Fold(text[start..i]), false);
            }
            else
            {
                i++;
            }
        }
    }

    private static List<TextSpan> Joined(List<TextSpan> spans)
    {
        var joined = new List<TextSpan>();
        foreach (var span in spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            if (joined.Count > 0 && span.Start <= joined[^1].Start + joined[^1].Length)
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].Length, span.Start + span.Length - joined[^1].Start) };
            else
                joined.Add(span);
        }
        return joined;
    }
}

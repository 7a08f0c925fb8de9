namespace BotCrm.Skills.Understanding.Names;

/// <summary>The words that names are made of, found from a slip of the finger. People get the first letter right, so only those are compared.</summary>
internal sealed class TypoIndex
{
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<(char First, int Length), List<string>> shelves = [];

    public void Add(string word)
    {
        if (word.Length < 3 || word[0] > 0x24f || char.IsDigit(word[0]) || !words.Add(word))
            return;
        var shelf = (word[0], word.Length);
        if (!shelves.TryGetValue(shelf, out var list))
            shelves[shelf] = list = [];
        list.Add(word);
    }

    public bool Contains(string word) => words.Contains(word);

    public string? Nearest(string word, int maxDistance)
    {
        string? best = null;
        var bestDistance = maxDistance + 1;
        for (var length = word.Length - maxDistance; length <= word.Length + maxDistance; length++)
        {
            if (!shelves.TryGetValue((word[0], length), out var list))
                continue;
            foreach (var candidate in list)
            {
                var distance = Distance(word, candidate, bestDistance - 1);
                if (distance < bestDistance)
                {
                    bestDistance = distance;
                    best = candidate;
                }
                else if (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0)
                {
                    best = candidate; // the same answer whatever order the names came in
                }
            }
        }

        return best;
    }

    /// <summary>Optimal string alignment distance (insert, delete, replace, swap neighbours), or max + 1 when it is more.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int max)
    {
        if (Math.Abs(a.Length - b.Length) > max || a.Length > 60 || b.Length > 60)
            return max + 1;
        Span<int> older = stackalloc int[64];
        Span<int> before = stackalloc int[64];
        Span<int> row = stackalloc int[64];
        for (var j = 0; j <= b.Length; j++)
            before[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(before[j] + 1, row[j - 1] + 1), before[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    value = Math.Min(value, older[j - 2] + 1);
                row[j] = value;
                least = Math.Min(least, value);
            }

            if (least > max)
                return max + 1;
            var spare = older;
            older = before;
            before = row;
            row = spare;
        }

        return before[b.Length];
    }
}

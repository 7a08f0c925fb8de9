namespace BotCrm.Skills.Tools.Names;

/// <summary>How well a name fits what was said; the better tier always wins.</summary>
internal enum NameTier
{
    None,
    Typo,
    Part,
    Prefix,
    Alias,
    Exact,
}

internal static class NameMatching
{
    /// <summary>The tier of one folded name (not an alias) for a folded text.</summary>
    public static NameTier Tier(string text, string name)
    {
        if (text.Length == 0 || name.Length == 0) return NameTier.None;
        if (text == name) return NameTier.Exact;
        if (name.StartsWith(text, StringComparison.Ordinal) && WordEndsAt(name, text.Length)) return NameTier.Prefix;
        if (HasAllWords(text, name)) return NameTier.Part;
        if (name.StartsWith(text, StringComparison.Ordinal) && text.Length >= 3) return NameTier.Part;
        return IsTypo(text, name) ? NameTier.Typo : NameTier.None;
    }

    /// <summary>The best candidates: those of the highest tier that any reaches.</summary>
    public static List<T> Best<T>(string said, IEnumerable<T> candidates, Func<T, IEnumerable<string>> names)
    {
        var text = NameFolding.Fold(said);
        var best = NameTier.None;
        var found = new List<T>();
        foreach (var candidate in candidates)
        {
            var tier = NameTier.None;
            foreach (var name in names(candidate))
            {
                var one = Tier(text, NameFolding.Fold(name));
                if (one > tier) tier = one;
            }

            if (tier == NameTier.None || tier < best) continue;
            if (tier > best) found.Clear();
            best = tier;
            found.Add(candidate);
        }

        return found;
    }

    private static readonly HashSet<string> Small =
        ["the", "a", "an", "of", "for", "with", "to", "at", "on", "in", "my", "our", "and", "from", "about", "task", "ticket", "deal", "opportunity", "one"];

    /// <summary>
    /// For what people describe rather than name ("the quote for Acme" is "Send Acme the quote", 恒通的跟进 is 跟进恒通): every word that carries
    /// meaning occurs, in any order. Both texts are folded.
    /// </summary>
    public static bool Describes(string text, string name)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !Small.Contains(w)).ToList();
        return words.Count > 0 && words.TrueForAll(word => word[0] >= '\u2e80'
            ? word.Count(c => c is not ('的' or '了' or '给')) >= 2 && word.All(c => c is '的' or '了' or '给' || name.Contains(c))
            : name.StartsWith(word, StringComparison.Ordinal) || name.Contains(" " + word, StringComparison.Ordinal));
    }

    // Chinese has no spaces: every character ends a word.
    private static bool WordEndsAt(string name, int index) => index >= name.Length || name[index] == ' ' || name[index] >= '\u2e80' || name[index - 1] >= '\u2e80';

    private static bool HasAllWords(string text, string name)
    {
        foreach (var word in text.Split(' '))
        {
            var at = name.IndexOf(word, StringComparison.Ordinal);
            while (at >= 0 && !((at == 0 || name[at - 1] == ' ' || name[at] >= '\u2e80') && WordEndsAt(name, at + word.Length)))
                at = name.IndexOf(word, at + 1, StringComparison.Ordinal);
            if (at < 0) return false;
        }

        return true;
    }

    private static bool IsTypo(string text, string name)
    {
        var han = text[0] >= '\u2e80';
        var allowed = han ? (text.Length >= 3 ? 1 : 0) : text.Length >= 8 ? 2 : text.Length >= 4 ? 1 : 0;
        if (allowed == 0) return false;
        if (Distance(text, name, allowed) <= allowed) return true;
        // "Tailspn" for "Tailspin Toys": compared with the first words of the name.
        var space = name.IndexOf(' ');
        return space > 0 && !text.Contains(' ') && Distance(text, name[..space], allowed) <= allowed;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; anything above <paramref name="limit"/> is reported as limit + 1.</summary>
    internal static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        var before = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var smallest = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) value = Math.Min(value, before[j - 2] + 1);
                row[j] = value;
                smallest = Math.Min(smallest, value);
            }

            if (smallest > limit) return limit + 1;
            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}

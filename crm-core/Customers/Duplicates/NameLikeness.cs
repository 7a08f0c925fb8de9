using BotCrm.Core.Names;

namespace BotCrm.Core.Customers.Duplicates;

/// <summary>How surely two company names mean one company, and by what.</summary>
internal static class NameLikeness
{
    public const string SameName = "same_name";
    public const string SameCore = "same_name_without_legal_form";
    public const string WordsTurned = "same_words_in_another_order";
    public const string Misspelt = "similar_name";
    public const string Part = "part_of_name";

    /// <summary>The best of all their names against each other; reason null: nothing alike.</summary>
    public static (double Score, string? Reason) Of(IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        var others = theirs.ToList();
        var best = (Score: 0.0, Reason: (string?)null);
        foreach (var our in ours)
        {
            foreach (var their in others)
            {
                var likeness = Of(our, their);
                if (likeness.Score > best.Score)
                    best = likeness;
            }
        }
        return best;
    }

    public static (double Score, string? Reason) Of(string ours, string theirs)
    {
        if (Simplified.Of(NameForms.Key(ours)) == Simplified.Of(NameForms.Key(theirs)))
            return (0.98, SameName);
        var (one, other) = (CompanyName.Of(ours), CompanyName.Of(theirs));
        // Two places, or a branch and its parent, are two customers however alike the rest is; so are shop 12 and shop 13.
        if (one.Numbers != other.Numbers || (one.Place.Length > 0 && other.Place.Length > 0 && one.Place != other.Place))
            return one.Core == other.Core ? (0.4, SameCore) : (0, null);
        var factor = one.Branch != other.Branch ? 0.6 : 1;
        var western = one.Words.Count > 0 && !one.Core.Any(CompanyName.IsHan);
        // "Acme" and "Acme Berlin" may be two offices; "上海华信" and "华信" hardly ever are.
        var place = one.Place != other.Place && western ? 0.8 : one.Place != other.Place ? 0.96 : 1;
        if (one.Core == other.Core)
            return (0.95 * factor * place, SameCore);
        if (one.Words.Count > 1 && one.Words.Order(StringComparer.Ordinal).SequenceEqual(other.Words.Order(StringComparer.Ordinal)))
            return (0.85 * factor * place, WordsTurned);
        if (IsMisspelling(one, other, western))
            return ((western ? 0.86 : 0.72) * factor * place, Misspelt);
        return IsPart(one, other) ? (0.6 * factor * place, Part) : (0, null);
    }

    /// <summary>One slip in a word long enough, two in a very long one; never the first letter, which nobody gets wrong.</summary>
    private static bool IsMisspelling(CompanyName one, CompanyName other, bool western)
    {
        if (!western)
            return one.Core.Length >= 4 && one.Core.Length == other.Core.Length && one.Core[0] == other.Core[0] && Similarity.Distance(one.Core, other.Core) == 1;
        if (one.Core.Length < 5 || other.Core.Length < 5 || one.Core[0] != other.Core[0])
            return false;
        // "Soft Ware" is "Software".
        if (one.Words.Count != other.Words.Count)
            return Similarity.Distance(one.Core, other.Core) <= 1 && Math.Min(one.Core.Length, other.Core.Length) >= 8;
        var slips = 0;
        for (var i = 0; i < one.Words.Count; i++)
        {
            var (a, b) = (one.Words[i], other.Words[i]);
            if (a == b)
                continue;
            var distance = Similarity.Distance(a, b);
            var borne = Math.Min(a.Length, b.Length) switch { < 6 => 0, < 10 => 1, _ => 2 };
            if (distance > borne || a[0] != b[0] || a.Any(char.IsDigit))
                return false;
            slips += distance;
        }
        return slips is > 0 and <= 2;
    }

    private static bool IsPart(CompanyName one, CompanyName other)
    {
        var (few, many) = one.Words.Count <= other.Words.Count ? (one, other) : (other, one);
        if (few.Core.Length < 4)
            return false;
        return few.Words.Count < many.Words.Count
            ? few.Words.SequenceEqual(many.Words.Take(few.Words.Count))
            : few.Core.Any(CompanyName.IsHan) && few.Core.Length != many.Core.Length && (few.Core.StartsWith(many.Core, StringComparison.Ordinal) || many.Core.StartsWith(few.Core, StringComparison.Ordinal));
    }
}

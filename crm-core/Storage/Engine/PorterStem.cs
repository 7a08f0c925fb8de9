using System.Text;

namespace BotCrm.Core.Storage.Engine;

/// <summary>
/// M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980), as FTS5's porter tokenizer applies it: to words of three to
/// sixty-four bytes, whatever their script; a letter beyond ASCII is several consonants to it.
/// </summary>
internal static class PorterStem
{
    private const int Shortest = 3, Longest = 64;

    private static readonly (string Suffix, string Instead)[] Second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Instead)[] Third =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Fourth =
        ["ement", "ment", "ent", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    public static string Of(string word)
    {
        if (Encoding.UTF8.GetByteCount(word) is < Shortest or > Longest)
            return word;
        word = Plural(word);
        word = PastAndGerund(word);
        if (word[^1] == 'y' && HasVowel(word[..^1]))
            word = word[..^1] + "i";
        word = Replace(word, Second);
        word = Replace(word, Third);
        word = Strip(word);
        if (word[^1] == 'e')
        {
            var stem = word[..^1];
            if (Measure(stem) > 1 || (Measure(stem) == 1 && !EndsLikeHop(stem)))
                word = stem;
        }
        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? word[..^1] : word;
    }

    private static string Plural(string word) => word switch
    {
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal) => word[..^2],
        [.., not 's', 's'] => word[..^1],
        _ => word,
    };

    private static string PastAndGerund(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return Measure(word[..^3]) > 0 ? word[..^1] : word;
        var stem = word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2] : word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3] : null;
        if (stem is null || !HasVowel(stem))
            return word;
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal))
            return stem + "e";
        if (stem.Length > 1 && stem[^1] == stem[^2] && IsConsonant(stem, stem.Length - 1) && stem[^1] is not ('l' or 's' or 'z'))
            return stem[..^1];
        return Measure(stem) == 1 && EndsLikeHop(stem) ? stem + "e" : stem;
    }

    private static string Replace(string word, (string Suffix, string Instead)[] rules)
    {
        foreach (var (suffix, instead) in rules)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal))
                return Measure(word[..^suffix.Length]) > 0 ? word[..^suffix.Length] + instead : word;
        }
        return word;
    }

    private static string Strip(string word)
    {
        foreach (var suffix in Fourth)
        {
            if (!word.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            var stem = word[..^suffix.Length];
            return Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't') ? stem : word;
        }
        return word;
    }

    /// <summary>How often a vowel is followed by a consonant.</summary>
    private static int Measure(string stem)
    {
        var measure = 0;
        for (var i = 1; i < stem.Length; i++)
        {
            if (IsConsonant(stem, i) && !IsConsonant(stem, i - 1))
                measure++;
        }
        return measure;
    }

    private static bool HasVowel(string stem) => Enumerable.Range(0, stem.Length).Any(i => !IsConsonant(stem, i));

    /// <summary>Consonant, vowel, consonant, the last not w, x or y.</summary>
    private static bool EndsLikeHop(string stem) =>
        stem.Length >= 3 && IsConsonant(stem, stem.Length - 1) && !IsConsonant(stem, stem.Length - 2) && IsConsonant(stem, stem.Length - 3) && char.IsAscii(stem[^1]) && stem[^1] is not ('w' or 'x' or 'y');

    private static bool IsConsonant(string word, int at) => word[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => at == 0 || !IsConsonant(word, at - 1),
        _ => true,
    };
}

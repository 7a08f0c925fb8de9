using System.Text;

namespace BotCrm.Skills.Understanding.Lexicon;

/// <summary>Grammatical form of a surface: what tells a report from an order.</summary>
internal enum WordForm
{
    None,
    Base,
    Past,
    Ing,
    Third,
    Plural,
}

/// <summary>A meaning of a surface: its class, the value it stands for within the class, and the form it has.</summary>
internal sealed record Sense(string Class, string? Value, WordForm Form);

/// <summary>Reads the lexicon's data files, which are written as their own first lines say.</summary>
internal static class LexiconFile
{
    private static readonly string[] Aspects = ["", "了", "过", "完"];
    private static readonly string[] Measures =
    [
        "", "个", "通", "次", "封", "条", "顿", "趟", "场", "面", "下", "一下", "一个", "一通", "一次", "一封", "一条", "一顿", "一趟", "一场", "一面",
        "几次", "两次", "个短", "张", "一张", "份", "一份", "单", "杯", "个重要", "个视频",
    ];

    private const string Folder = "BotCrm.Skills.Understanding.Lexicon.";

    /// <summary>
    /// The lines of a file and of its namesakes in the subjects' folders (Lexicon/en.txt, then Lexicon/Sales/en.txt …), so that each subject
    /// keeps its words, rules and examples together.
    /// </summary>
    public static IEnumerable<string> Lines(string file)
    {
        var assembly = typeof(LexiconFile).Assembly;
        var resources = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && (n == Folder + file || n.EndsWith("." + file, StringComparison.Ordinal)))
            .OrderBy(n => n.Length != Folder.Length + file.Length).ThenBy(n => n, StringComparer.Ordinal)
            .ToList();
        if (resources.Count == 0)
            throw new InvalidOperationException($"The lexicon file {file} is missing from the assembly.");
        foreach (var resource in resources)
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && line[0] != '#')
                    yield return line;
            }
        }
    }

    public static IEnumerable<(string Surface, Sense Sense)> Read(string resource, bool chinese)
    {
        foreach (var line in Lines(resource))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                throw new InvalidOperationException($"{resource}: no colon in \"{line}\".");
            var name = line[..colon].Trim();
            string? value = null;
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                (name, value) = (name[..equals], name[(equals + 1)..]);
            foreach (var entry in line[(colon + 1)..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var (surface, form) in chinese ? ChineseForms(entry) : EnglishForms(entry))
                {
                    // "off the phone with", "went to see": set phrases of contact tell of something past.
                    yield return (surface, new Sense(name, value, name == "kindv" && form == WordForm.None ? WordForm.Past : form));
                }
            }
        }
    }

    private static IEnumerable<(string, WordForm)> ChineseForms(string entry)
    {
        var at = entry.IndexOf('~', StringComparison.Ordinal);
        if (at < 0 && entry.Length > 1 && entry[^1] == '!')
        {
            yield return (entry[..^1], WordForm.Past);
            yield break;
        }

        if (at < 0)
        {
            yield return (entry, entry.Length > 1 && entry[^1] is '了' or '过' ? WordForm.Past : WordForm.Base);
            yield break;
        }

        var head = entry[..at];
        var tail = entry[(at + 1)..];
        foreach (var aspect in Aspects)
        {
            foreach (var measure in tail.Length > 0 ? Measures : [""])
                yield return (head + aspect + measure + tail, aspect.Length > 0 ? WordForm.Past : WordForm.Base);
        }

        if (tail.Length > 0)
        {
            foreach (var aspect in Aspects.AsSpan(1).ToArray())
                yield return (head + tail + aspect, WordForm.Past);
        }
    }

    private static IEnumerable<(string, WordForm)> EnglishForms(string entry)
    {
        var plural = entry.EndsWith("~n", StringComparison.Ordinal);
        var verb = entry.EndsWith("~v", StringComparison.Ordinal);
        if (!plural && !verb)
        {
            // "opportunities" and "accounts" are listed beside their singular.
            yield return (entry, entry.EndsWith("ies", StringComparison.Ordinal) ? WordForm.Plural : WordForm.None);
            yield break;
        }

        var text = entry[..^2];
        if (plural)
        {
            yield return (text, WordForm.None);
            yield return (Third(text), WordForm.Plural);
            yield break;
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        string[] irregular = [];
        if (open > 0)
        {
            var close = text.IndexOf(')', StringComparison.Ordinal);
            irregular = text[(open + 1)..close].Split(',');
            text = text[..open] + text[(close + 1)..];
        }

        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        var (first, rest) = blank < 0 ? (text, "") : (text[..blank], text[blank..]);
        yield return (text, WordForm.Base);
        yield return (Third(first) + rest, WordForm.Third);
        yield return (Ing(first) + rest, WordForm.Ing);
        if (irregular.Length == 0)
            yield return (Past(first) + rest, WordForm.Past);
        foreach (var form in irregular)
            yield return (form + rest, WordForm.Past);
    }

    private static string Third(string verb) => verb[^1] switch
    {
        's' or 'x' or 'h' or 'z' => verb + "es",
        'y' when !IsVowel(verb[^2]) => verb[..^1] + "ies",
        _ => verb + "s",
    };

    private static string Past(string verb) => verb[^1] switch
    {
        'e' => verb + "d",
        'y' when !IsVowel(verb[^2]) => verb[..^1] + "ied",
        _ => Stem(verb) + "ed",
    };

    private static string Ing(string verb) => verb[^1] == 'e' && verb[^2] != 'e' ? verb[..^1] + "ing" : Stem(verb) + "ing";

    /// <summary>Doubles the last letter where one vowel stands before one consonant in a short verb (tag → tagg-).</summary>
    private static string Stem(string verb)
    {
        if (verb.Length < 3 || verb[^1] is 'w' or 'x' or 'y' || IsVowel(verb[^1]) || !IsVowel(verb[^2]) || IsVowel(verb[^3]))
            return verb;
        var vowels = verb.Count(IsVowel);
        return vowels == 1 ? verb + verb[^1] : verb;
    }

    private static bool IsVowel(char ch) => ch is 'a' or 'e' or 'i' or 'o' or 'u';
}

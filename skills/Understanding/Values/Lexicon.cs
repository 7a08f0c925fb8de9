using System.Collections.Frozen;
using System.Globalization;

namespace BotCrm.Skills.Understanding.Values;

/// <summary>
/// The words of the value files, by first character with the longest form first, so that matching at a position looks at a handful of
/// candidates whatever the lexicon's size.
/// </summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Shared = new(Load);

    private readonly FrozenDictionary<char, Entry[]> byFirst;
    private readonly FrozenDictionary<string, Suffix>.AlternateLookup<ReadOnlySpan<char>> suffixes;

    private Lexicon(Dictionary<string, Entry> forms, Dictionary<string, Suffix> suffixes)
    {
        byFirst = forms.Values.GroupBy(entry => entry.Form[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.Form.Length).ToArray());
        this.suffixes = suffixes.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static Lexicon Default => Shared.Value;

    /// <summary>A form that stands after a figure: <see cref="Attached"/> ones only when they touch it.</summary>
    internal readonly record struct Suffix(Entry Entry, bool Attached);

    /// <summary>The longest form at this position of lower-case text, with the number of characters it takes up there.</summary>
    public Entry? Match(ReadOnlySpan<char> text, int at, out int length)
    {
        if (byFirst.TryGetValue(text[at], out var candidates))
        {
            foreach (var candidate in candidates)
            {
                if (MatchForm(text, at, candidate.Form) is var end and > 0)
                {
                    length = end - at;
                    return candidate;
                }
            }
        }

        length = 0;
        return null;
    }

    public Entry? MatchSuffix(ReadOnlySpan<char> letters, bool touching) =>
        suffixes.TryGetValue(letters, out var suffix) && (touching || !suffix.Attached) ? suffix.Entry : null;

    private static int MatchForm(ReadOnlySpan<char> text, int at, string form)
    {
        var position = at;
        foreach (var wanted in form)
        {
            if (position >= text.Length) return 0;
            if (wanted == ' ')
            {
                // One blank in the lexicon stands for any run of blanks, which is bounded so that a page of blanks stays cheap.
                if (!char.IsWhiteSpace(text[position])) return 0;
                var limit = Math.Min(text.Length, position + 4);
                while (position < limit && char.IsWhiteSpace(text[position])) position++;
            }
            else if (text[position++] != wanted)
            {
                return 0;
            }
        }

        return IsLatin(form[^1]) && position < text.Length && IsLatin(text[position]) ? 0 : position;
    }

    /// <summary>Characters that form words written with blanks between them (Latin, Greek, Cyrillic, digits), unlike Chinese ones.</summary>
    public static bool IsLatin(char c) => c < 0x2E80 && char.IsLetterOrDigit(c);

    private static Lexicon Load()
    {
        var forms = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var suffixes = new Dictionary<string, Suffix>(StringComparer.Ordinal);
        foreach (var name in new[] { "values-en.txt", "values-zh.txt" })
        {
            var resource = typeof(Lexicon).Assembly.GetManifestResourceNames().Single(found => found.EndsWith(".Values." + name, StringComparison.Ordinal));
            using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream(resource)!);
            while (reader.ReadLine() is { } line) AddLine(line.Trim(), forms, suffixes);
        }

        return new Lexicon(forms, suffixes);
    }

    private static void AddLine(string line, Dictionary<string, Entry> forms, Dictionary<string, Suffix> suffixes)
    {
        if (line.Length == 0 || line[0] == '#') return;
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0) throw new InvalidDataException($"A line of the value lexicon has no \": \" after its class: {line}");
        var head = line[..colon].Split(' ');
        var weak = head[0].EndsWith('?');
        var kind = Enum.Parse<Lex>(head[0].TrimEnd('?'), ignoreCase: true);
        var isNumber = long.TryParse(head[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        var extra = head.Length > 2 ? int.Parse(head[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        foreach (var raw in line[(colon + 2)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var form = raw.TrimStart('+');
            var entry = new Entry(kind, form, value, extra, isNumber ? "" : head[1], weak);
            if (form.Length < raw.Length)
            {
                suffixes[form] = new Suffix(entry, raw.Length - form.Length == 2);
            }
            else if (forms.TryGetValue(form, out var first))
            {
                while (first.Next is not null) first = first.Next;
                first.Next = entry;
            }
            else
            {
                forms[form] = entry;
            }
        }
    }
}

using System.Globalization;
using System.Text;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Names;

/// <summary>How a name was matched, best first.</summary>
internal enum NameTier : byte
{
    Exact,
    Alias,
    Initials,
    Part,
    Typo,
    Weak,
}

/// <summary>Under which keys a record is found. A key is its folded tokens: lower case, no accents, one blank between Latin words.</summary>
internal static class NameKeys
{
    private static readonly HashSet<string> Titles = ["dr", "prof", "mr", "mrs", "ms", "herr", "frau"];

    public static readonly HashSet<string> CompanySuffixes = ["gmbh", "ag", "inc", "ltd", "llc", "corp", "co", "plc", "kg", "se", "sa", "bv", "company", "group"];

    public static IEnumerable<(string Key, NameTier Tier)> Of(NameEntry entry, string? customerName)
    {
        foreach (var key in Whole(entry.Name))
            yield return (key, NameTier.Exact);
        foreach (var alias in entry.Aliases)
        {
            foreach (var key in Whole(alias))
                yield return (key, NameTier.Alias);
        }

        var tokens = Tokens(entry.Name);
        switch (entry.Kind)
        {
            case Kinds.Customer:
            case Kinds.Team:
                foreach (var part in Parts(tokens))
                    yield return part;
                break;
            case Kinds.Contact:
            case Kinds.User:
                foreach (var key in People(tokens))
                    yield return (key, NameTier.Part);
                break;
            case Kinds.Opportunity when customerName is not null:
                var rest = Rest(tokens, Tokens(customerName));
                if (rest is not null)
                    yield return (rest, NameTier.Weak);
                break;
        }
    }

    public static List<string> Tokens(string name)
    {
        var text = MessageText.From(name).Text;
        var list = new List<string>();
        foreach (var token in Tokenizer.Split(text))
        {
            if (token.Kind != TokenKind.Punct)
                list.Add(Fold(text.AsSpan(token.Start, token.Length)));
        }

        return list;
    }

    public static string Fold(ReadOnlySpan<char> token)
    {
        Span<char> buffer = token.Length <= 64 ? stackalloc char[64] : new char[token.Length];
        var n = 0;
        var ascii = true;
        foreach (var ch in token)
        {
            if (ch == '\'')
                continue;
            ascii &= ch < 0x80;
            buffer[n++] = char.ToLowerInvariant(ch);
        }

        var lower = new string(buffer[..n]);
        if (ascii || Tokenizer.IsCjk(lower[0]))
            return lower;
        var folded = new StringBuilder(lower.Length);
        foreach (var ch in lower.Normalize(NormalizationForm.FormD))
        {
            if (ch is 'ß')
                folded.Append("ss");
            else if (ch is 'ł')
                folded.Append('l');
            else if (ch is 'ø')
                folded.Append('o');
            else if (CharUnicodeInfo.GetUnicodeCategory(ch) != UnicodeCategory.NonSpacingMark)
                folded.Append(ch);
        }

        return folded.ToString();
    }

    public static string Join(IReadOnlyList<string> tokens, int from, int to)
    {
        if (to - from == 1)
            return tokens[from];
        var key = new StringBuilder();
        for (var i = from; i < to; i++)
            Append(key, tokens[i]);
        return key.ToString();
    }

    public static void Append(StringBuilder key, string token)
    {
        if (key.Length > 0 && !(Tokenizer.IsCjk(key[^1]) || Tokenizer.IsCjk(token[0])))
            key.Append(' ');
        key.Append(token);
    }

    private static IEnumerable<string> Whole(string name)
    {
        var tokens = Tokens(name);
        if (tokens.Count == 0)
            yield break;
        yield return Join(tokens, 0, tokens.Count);
        if (tokens.Count > 1 && Titles.Contains(tokens[0]))
            yield return Join(tokens, 1, tokens.Count);
        if (tokens.Count > 1 && !Tokenizer.IsCjk(tokens[0][0]))
            yield return string.Concat(tokens);
        var spelled = name.Replace("ä", "ae", StringComparison.OrdinalIgnoreCase).Replace("ö", "oe", StringComparison.OrdinalIgnoreCase).Replace("ü", "ue", StringComparison.OrdinalIgnoreCase);
        if (spelled != name)
        {
            var other = Tokens(spelled);
            yield return Join(other, 0, other.Count);
            if (other.Count > 1)
                yield return other[0];
        }
    }

    private static IEnumerable<(string Key, NameTier Tier)> Parts(List<string> tokens)
    {
        if (tokens.Count > 1 && Tokenizer.IsCjk(tokens[0][0]))
        {
            for (var length = 2; length < tokens.Count; length++)
            {
                if (!Tokenizer.IsCjk(tokens[length - 1][0]))
                    yield break;
                yield return (Join(tokens, 0, length), NameTier.Part);
            }

            yield break;
        }

        for (var length = 1; length < tokens.Count; length++)
        {
            // "The" or a single letter names nobody.
            if (length > 1 || tokens[0].Length > 2)
                yield return (Join(tokens, 0, length), NameTier.Part);
        }

        if (tokens.Count >= 3)
            yield return (string.Concat(tokens.Select(t => t[0])), NameTier.Initials);
    }

    private static IEnumerable<string> People(List<string> tokens)
    {
        if (tokens.Count < 2 || Tokenizer.IsCjk(tokens[0][0]))
            yield break;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Length > 1 && !Titles.Contains(tokens[i]))
                yield return tokens[i];
        }
    }

    /// <summary>"line 4" of "Fabrikam line 4": what people call a deal once the customer is clear.</summary>
    private static string? Rest(List<string> tokens, List<string> customer)
    {
        var shared = 0;
        while (shared < tokens.Count && shared < customer.Count && tokens[shared] == customer[shared])
            shared++;
        return shared > 0 && shared < tokens.Count ? Join(tokens, shared, tokens.Count) : null;
    }
}

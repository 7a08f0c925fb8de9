using System.Text;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Names;

/// <summary>A name said in the text, with every visible record it may mean (the best tier of each kind).</summary>
internal sealed record NameHit(int Start, int End, string Said, List<NameCandidate> Candidates)
{
    public NameTier Tier
    {
        get
        {
            var best = NameTier.Weak;
            foreach (var candidate in Candidates)
            {
                if (candidate.Tier < best)
                    best = candidate.Tier;
            }

            return best;
        }
    }

    public bool Has(string kind)
    {
        foreach (var candidate in Candidates)
        {
            if (candidate.Entry.Kind == kind)
                return true;
        }

        return false;
    }
}

/// <summary>Finds the names in a text: whole names, aliases, parts, initials, slips of the finger, Chinese short names, surname with a title.</summary>
internal static class NameMatcher
{
    private const int MaxTokens = 8;
    private const int MaxChars = 24;

    private static readonly string[] ChineseTitles =
    [
        "总监", "经理", "主任", "校长", "老师", "先生", "女士", "小姐", "厂长", "部长", "院长", "主管", "总工", "船长", "老板", "总", "工", "董", "哥", "姐",
    ];

    public static List<NameHit> Find(MessageText text, List<Token> tokens, in NameIndex.Reader names)
    {
        var folded = new string?[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Punct)
                folded[i] = NameKeys.Fold(text.Text.AsSpan(tokens[i].Start, tokens[i].Length));
        }

        var typo = Correct(text, tokens, folded, names);
        var hits = new List<NameHit>();
        var key = new StringBuilder(64);
        var found = new List<NameCandidate>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (folded[i] is null)
                continue;
            key.Clear();
            NameHit? best = null;
            var corrected = false;
            for (var j = i; j < tokens.Count && j - i < MaxChars; j++)
            {
                if (folded[j] is null)
                {
                    if (!Joins(text.Text, tokens[j]))
                        break;
                    continue;
                }

                if (folded[j]!.Length == 0 || (tokens[j].Kind != TokenKind.Cjk && j - i >= MaxTokens))
                    break;
                NameKeys.Append(key, folded[j]!);
                corrected |= typo?.Contains(j) == true;
                found.Clear();
                Lookup(key, names, found, out var longer);
                if (found.Count > 0 && (tokens[i].Kind != TokenKind.Cjk || j > i))
                    best = new NameHit(tokens[i].Start, tokens[j].End, "", BestPerKind(found, corrected));
                if (!longer)
                    break;
            }

            best ??= Together(tokens, folded, i, names, found) ?? Surname(text.Text, tokens, i, names, found);
            if (best is null)
                continue;
            best = WithSuffix(text, tokens, best, i) with { };
            best = best with { Said = text.Slice(best.Start, best.End) };
            if (IsNameHere(text, tokens, i, best))
                hits.Add(best);
        }

        return hits;
    }

    private static void Lookup(StringBuilder key, in NameIndex.Reader names, List<NameCandidate> found, out bool longer)
    {
        Span<char> buffer = stackalloc char[256];
        longer = false;
        if (key.Length > buffer.Length)
            return;
        key.CopyTo(0, buffer, key.Length);
        names.Find(buffer[..key.Length], found, out longer);
    }

    private static bool Joins(string text, Token token) => token.Length == 1 && text[token.Start] is '&' or '-' or '.' or '\'' && token.Length == 1;

    /// <summary>"tail spin", "acme labs" written as one or apart.</summary>
    private static NameHit? Together(List<Token> tokens, string?[] folded, int i, in NameIndex.Reader names, List<NameCandidate> found)
    {
        if (i + 1 >= tokens.Count || folded[i] is null || folded[i + 1] is null || tokens[i].Kind != TokenKind.Word || tokens[i + 1].Kind != TokenKind.Word)
            return null;
        if (folded[i]!.Length + folded[i + 1]!.Length < 6)
            return null;
        found.Clear();
        names.Find(folded[i] + folded[i + 1], found, out _);
        return found.Count == 0 ? null : new NameHit(tokens[i].Start, tokens[i + 1].End, "", BestPerKind(found, false));
    }

    private static NameHit? Surname(string text, List<Token> tokens, int i, in NameIndex.Reader names, List<NameCandidate> found)
    {
        if (tokens[i].Kind != TokenKind.Cjk)
            return null;
        var at = tokens[i].End;
        foreach (var title in ChineseTitles)
        {
            if (string.CompareOrdinal(text, at, title, 0, title.Length) != 0)
                continue;
            found.Clear();
            names.FindSurname(text[at - 1], found);
            found.RemoveAll(c => c.Entry.Kind != Kinds.Contact);
            if (found.Count == 0)
                return null;
            return new NameHit(at - 1, at + title.Length, "", [.. found]);
        }

        return null;
    }

    private static NameHit WithSuffix(MessageText text, List<Token> tokens, NameHit hit, int i)
    {
        if (!hit.Has(Kinds.Customer))
            return hit;
        var next = i;
        while (next < tokens.Count && tokens[next].Start < hit.End)
            next++;
        if (next >= tokens.Count)
            return hit;
        if (tokens[next].Kind == TokenKind.Word && NameKeys.CompanySuffixes.Contains(text.Lower[tokens[next].Start..tokens[next].End]) && char.IsUpper(text.Text[tokens[next].Start]))
            return hit with { End = tokens[next].End };
        return string.CompareOrdinal(text.Text, hit.End, "公司", 0, 2) == 0 ? hit with { End = hit.End + 2 } : hit;
    }

    /// <summary>The best tier of each kind; a whole name outshines the parts of others of its kind.</summary>
    private static List<NameCandidate> BestPerKind(List<NameCandidate> found, bool corrected)
    {
        var kept = new List<NameCandidate>(found.Count);
        foreach (var candidate in found)
        {
            var best = true;
            foreach (var other in found)
                best &= other.Entry.Kind != candidate.Entry.Kind || other.Tier >= candidate.Tier;
            if (best && !kept.Exists(k => k.Entry.Kind == candidate.Entry.Kind && k.Entry.Id == candidate.Entry.Id))
                kept.Add(corrected ? candidate with { Tier = NameTier.Typo } : candidate);
        }

        return kept;
    }

    /// <summary>Replaces words that are one slip from a word in some name; ordinary words are left alone.</summary>
    private static HashSet<int>? Correct(MessageText text, List<Token> tokens, string?[] folded, in NameIndex.Reader names)
    {
        HashSet<int>? corrected = null;
        for (var i = 0; i < tokens.Count && i < 400; i++)
        {
            if (tokens[i].Kind != TokenKind.Word || folded[i] is not { Length: >= 4 and <= 40 } word || word[0] > 0x24f)
                continue;
            if (names.KnowsWord(word) || LexiconTrie.Default.IsOrdinary(word) || LexiconTrie.Default.IsOrdinary(text.Lower[tokens[i].Start..tokens[i].End]))
                continue;
            // "mareks deals": the apostrophe is the first thing people leave out.
            if (word[^1] == 's' && names.KnowsWord(word[..^1]) && !LexiconTrie.Default.IsOrdinary(word[..^1]))
            {
                folded[i] = word[..^1];
                continue;
            }

            var capital = char.IsUpper(text.Text[tokens[i].Start]);
            if (word.Length == 4 && !capital)
                continue;
            if (names.Correct(word, word.Length >= 8 ? 2 : 1) is { } right && (capital || word.Length >= 6 || AfterCue(text, tokens, i)))
            {
                folded[i] = right;
                (corrected ??= []).Add(i);
            }
        }

        return corrected;
    }

    /// <summary>A name that is also an ordinary word ("Box", "Grace") counts only written as a name, or where a name must stand.</summary>
    private static bool IsNameHere(MessageText text, List<Token> tokens, int i, NameHit hit)
    {
        var token = tokens[i];
        if (token.Kind == TokenKind.Number && hit.End == token.End)
            return false;
        if (token.Kind == TokenKind.Cjk || hit.End != token.End)
            return hit.Tier != NameTier.Weak || token.Kind == TokenKind.Cjk ? hit.Tier != NameTier.Weak : true;
        if (hit.Tier == NameTier.Weak)
            return false;
        var word = text.Lower[token.Start..token.End];
        if (hit.Tier == NameTier.Initials)
            return text.Text[token.Start..token.End].All(char.IsUpper);
        if (!LexiconTrie.Default.IsOrdinary(word))
            return true;
        var capital = char.IsUpper(text.Text[token.Start]);
        var first = i == 0 || tokens[i - 1].Kind == TokenKind.Punct && text.Text[tokens[i - 1].Start] is '.' or '!' or '?';
        if (capital && !first)
            return true;
        // At the start of a sentence every word has a capital: only a whole name, alone or followed by a mark or another name's word.
        return (capital && hit.Tier <= NameTier.Alias && i + 1 < tokens.Count) || AfterCue(text, tokens, i);
    }

    private static bool AfterCue(MessageText text, List<Token> tokens, int i)
    {
        if (i == 0)
            return false;
        var before = text.Lower[tokens[i - 1].Start..tokens[i - 1].End];
        return before is "with" or "customer" or "client" or "account" or "to" or "from" or "for" or "at" or "和" or "跟" or "给" or "与" or "call" or "called" or "visit" or "visited" or "met" or "company";
    }
}

using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>
/// Cuts a message into pieces: of all lexemes, names and values found, the set that covers most of the text with the fewest pieces (a
/// lattice, best path by dynamic programming, linear in the text's length).
/// </summary>
internal static partial class Segmenter
{
    [System.Text.RegularExpressions.GeneratedRegex(@"\b[a-z0-9_-]{1,40}(?: dot [a-z0-9_-]{1,40}){0,3} at [a-z0-9-]{1,40}(?: dot [a-z]{2,20}){1,3}\b", System.Text.RegularExpressions.RegexOptions.IgnoreCase | System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex SpokenAddress();

    private readonly record struct Edge(int Start, int End, double Score, Piece Piece);

    public static List<Piece> Cut(MessageText text, List<Token> tokens, List<NameHit> names, IReadOnlyList<ValueSpan> values, LexiconTrie lexicon)
    {
        var edges = new List<Edge>();
        foreach (var name in names)
        {
            var bonus = name.Tier <= NameTier.Alias ? 1.0 : name.Tier == NameTier.Weak ? -1.2 : 0.0;
            edges.Add(new Edge(name.Start, name.End, (3 * (name.End - name.Start)) + bonus, new Piece(name.Start, name.End, PieceKind.Name) { Name = name }));
        }

        foreach (var value in values)
        {
            if (value.Length > 0 && value.Start >= 0 && value.End <= text.Length)
                edges.Add(new Edge(value.Start, value.End, (3 * value.Length) - 0.5, new Piece(value.Start, value.End, PieceKind.Value) { Value = value }));
        }

        AddAddresses(text.Text, edges, values);
        // Dictated: "oliver dot stone at boxpack dot example".
        foreach (System.Text.RegularExpressions.Match spoken in SpokenAddress().Matches(text.Text))
            edges.Add(new Edge(spoken.Index, spoken.Index + spoken.Length, (3 * spoken.Length) + 5, new Piece(spoken.Index, spoken.Index + spoken.Length, PieceKind.Email)));
        foreach (var (start, end, sense) in Codes.Find(text.Text))
            edges.Add(new Edge(start, end, (3 * (end - start)) + 6, new Piece(start, end, PieceKind.Lexeme) { Senses = [sense] }));
        AddLexemes(text, tokens, edges, lexicon);
        return Finish(text, tokens, BestPath(text.Length, edges));
    }

    private static void AddLexemes(MessageText text, List<Token> tokens, List<Edge> edges, LexiconTrie lexicon)
    {
        var matches = new List<(int End, List<Sense> Senses)>();
        foreach (var token in tokens)
        {
            matches.Clear();
            lexicon.Match(text.Lower, token.Start, matches);
            foreach (var (end, senses) in matches)
                edges.Add(new Edge(token.Start, end, (3 * (end - token.Start)) - 1, new Piece(token.Start, end, PieceKind.Lexeme) { Senses = senses }));
        }
    }

    private static void AddAddresses(string text, List<Edge> edges, IReadOnlyList<ValueSpan> values)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '@')
            {
                int from = i, to = i + 1;
                while (from > 0 && IsAddress(text[from - 1]))
                    from--;
                while (to < text.Length && IsAddress(text[to]))
                    to++;
                while (to > i + 1 && text[to - 1] is '.' or '-')
                    to--;
                if (from < i && to > i + 3 && text.AsSpan(i + 1, to - i - 1).Contains('.'))
                    edges.Add(new Edge(from, to, (3 * (to - from)) + 5, new Piece(from, to, PieceKind.Email)));
            }
            else if ((char.IsAsciiDigit(text[i]) || text[i] == '+') && (i == 0 || !Tokenizer.IsWordChar(text[i - 1])))
            {
                var (end, digits) = Phone(text, i);
                if (digits >= 7 && digits <= 16 && Tokenizer.IsBoundary(text, end) && !IsOtherValue(values, i, end))
                    edges.Add(new Edge(i, end, (3 * (end - i)) + 4, new Piece(i, end, PieceKind.Phone)));
                if (digits > 0)
                    i = end - 1;
            }
        }
    }

    private static bool IsOtherValue(IReadOnlyList<ValueSpan> values, int start, int end)
    {
        foreach (var value in values)
        {
            var apart = value.End <= start || value.Start >= end;
            if (!apart && (value.Kind is ValueKind.Date or ValueKind.Impossible or ValueKind.DateTime or ValueKind.Period or ValueKind.Percent || (value.Kind == ValueKind.Money && (value.Currency is not null || value.End > end))))
                return true;
        }

        return false;
    }

    private static bool IsAddress(char ch) => char.IsAsciiLetterOrDigit(ch) || ch is '.' or '_' or '-' or '+';

    private static (int End, int Digits) Phone(string text, int start)
    {
        var digits = 0;
        var end = start;
        for (var i = start; i < text.Length && i - start < 24; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                digits++;
                end = i + 1;
            }
            else if (!(text[i] is ' ' or '-' or '/' or '(' or ')' || (text[i] == '+' && i == start)))
            {
                break;
            }
        }

        return (end, digits);
    }

    private static List<Piece> BestPath(int length, List<Edge> edges)
    {
        edges.Sort(static (a, b) => a.End.CompareTo(b.End));
        var score = new double[length + 1];
        var via = new int[length + 1];
        Array.Fill(via, -1);
        var next = 0;
        for (var at = 1; at <= length; at++)
        {
            score[at] = score[at - 1];
            for (; next < edges.Count && edges[next].End == at; next++)
            {
                var total = score[edges[next].Start] + edges[next].Score;
                // On a tie the edge that came first stays: names before values before lexemes.
                if (total > score[at])
                {
                    score[at] = total;
                    via[at] = next;
                }
            }
        }

        var path = new List<Piece>();
        for (var at = length; at > 0;)
        {
            if (via[at] < 0)
            {
                at--;
                continue;
            }

            path.Add(edges[via[at]].Piece);
            at = edges[via[at]].Start;
        }

        path.Reverse();
        return path;
    }

    /// <summary>A single quotation mark before a word that has its partner after one; anything else is an apostrophe.</summary>
    private static bool IsOpening(string text, int at)
    {
        if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] is not (':' or '('))
            return false;
        var limit = Math.Min(text.Length, at + 200);
        for (var i = at + 2; i < limit; i++)
        {
            if (text[i] == '\'' && !char.IsWhiteSpace(text[i - 1]) && (i + 1 == text.Length || !Tokenizer.IsWordChar(text[i + 1])))
                return true;
        }

        return false;
    }

    /// <summary>Puts the uncovered words and marks between the chosen pieces.</summary>
    private static List<Piece> Finish(MessageText text, List<Token> tokens, List<Piece> chosen)
    {
        var pieces = new List<Piece>(tokens.Count);
        var next = 0;
        var quoted = false;
        foreach (var token in tokens)
        {
            while (next < chosen.Count && chosen[next].End <= token.Start)
                next++;
            if (next < chosen.Count && chosen[next].Start < token.End)
            {
                if (pieces.Count == 0 || pieces[^1] != chosen[next])
                {
                    chosen[next].Quoted = quoted;
                    pieces.Add(chosen[next]);
                }

                continue;
            }

            if (token.Kind == TokenKind.Punct)
            {
                if (text.Text[token.Start] == '"')
                    quoted = !quoted && text.Text.AsSpan(token.End).Contains('"');
                else if (text.Text[token.Start] == '\'')
                    quoted = !quoted && IsOpening(text.Text, token.Start);
                pieces.Add(new Piece(token.Start, token.End, PieceKind.Punct));
            }
            else if (token.Kind == TokenKind.Cjk && pieces.Count > 0 && pieces[^1] is { Kind: PieceKind.Word } before && before.End == token.Start && Tokenizer.IsCjk(text.Text[before.End - 1]))
            {
                before.End = token.End;
            }
            else
            {
                pieces.Add(new Piece(token.Start, token.End, PieceKind.Word) { Quoted = quoted });
            }
        }

        return pieces;
    }
}

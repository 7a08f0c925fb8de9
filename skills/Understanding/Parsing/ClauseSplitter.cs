using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>Cuts the pieces into clauses at marks and connectors; "and" cuts only where a new verb or a new thing follows.</summary>
internal static class ClauseSplitter
{
    public static List<Clause> Split(MessageText text, List<Piece> pieces)
    {
        var clauses = new List<Clause>();
        var spoken = Dictated.Cuts(text, pieces);
        var from = 0;
        var before = Separator.None;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > from && IsChineseBlank(text, pieces, from, i))
            {
                clauses.Add(new Clause(from, i, before));
                before = Separator.Comma;
                from = i;
            }

            if (i > from + 2 && IsRunOn(text, pieces, from, i))
            {
                clauses.Add(new Clause(from, i, before));
                before = Separator.Join;
                from = i;
            }

            if (i > from && spoken.TryGetValue(i, out var said) && HasWords(pieces, from, i))
            {
                clauses.Add(new Clause(from, i, before));
                before = said;
                from = i;
            }

            var separator = SeparatorAt(text, pieces, i, i > from);
            if (separator == Separator.None)
                continue;
            if (i > from && HasWords(pieces, from, i))
            {
                clauses.Add(new Clause(from, i, before) { EndsAsQuestion = IsMark(text, pieces[i], '?') });
                before = Separator.None;
            }
            else if (clauses.Count > 0 && IsMark(text, pieces[i], '?'))
            {
                clauses[^1].EndsAsQuestion = true;
            }

            before = before == Separator.None || separator == Separator.Sentence || before == Separator.Comma ? separator : before;
            from = separator == Separator.Join && pieces[i].Kind != PieceKind.Punct && !IsPureConnector(text, pieces[i]) ? i : i + 1;
        }

        if (from < pieces.Count && HasWords(pieces, from, pieces.Count))
            clauses.Add(new Clause(from, pieces.Count, before));
        return clauses;
    }

    /// <summary>Typed in haste a blank stands for a comma: 加个客户 皖江轴承 合肥.</summary>
    private static bool IsChineseBlank(MessageText text, List<Piece> pieces, int from, int i)
    {
        if (pieces[i].Start == pieces[i - 1].End || pieces[i].Kind == PieceKind.Punct || pieces[i - 1].Kind == PieceKind.Punct || !Tokenizer.IsCjk(text.Text[pieces[i].Start]) || !Tokenizer.IsCjk(text.Text[pieces[i - 1].End - 1]) || !text.Text.AsSpan(pieces[i - 1].End, pieces[i].Start - pieces[i - 1].End).IsWhiteSpace())
            return false;
        // Only once the stretch before says what it is about: something new, something that happened, or a sentence of its own.
        bool made = false, noun = false;
        for (var j = from; j < i; j++)
        {
            made |= pieces[j].Is("act.create");
            noun |= pieces[j].IsAny("noun.");
            if (pieces[j].Senses.Exists(s => s.Class == "kindv" && s.Form == WordForm.Past) || pieces[j].Is("said"))
                return true;
        }

        return (made && noun) || Dictated.IsPause(text, pieces, from, i) || (from > 0 && !text.Text.AsSpan(pieces[from - 1].End, pieces[from].Start - pieces[from - 1].End).IsEmpty && pieces[from - 1].Kind != PieceKind.Punct);
    }

    /// <summary>Dictated without a mark: "… priced again remind me on the fourth to send him numbers" begins anew at the reminder, "… put that on his card" at the order.</summary>
    private static bool IsRunOn(MessageText text, List<Piece> pieces, int from, int i)
    {
        var piece = pieces[i];
        if (piece.Kind != PieceKind.Lexeme || piece.Quoted || Tokenizer.IsCjk(text.Text[piece.Start]))
            return false;
        var before = pieces[i - 1];
        if (before.Kind == PieceKind.Punct || before.Is("polite") || before.Is("neg.cmd") || before.Is("join") || before.Is("self") || before.Is("pron.person") || Word(text, before) is "to" or "and" or "please" or "pls" or "you" or "or" or "that" || before.Is("q.wh") || before.Is("act.update") || before.Is("act.create"))
            return false;
        if (!(piece.Is("remind.order") && piece.Is("act.remind") && Word(text, piece).EndsWith(" me", StringComparison.Ordinal) || piece.Is("puton") || IsPutOn(text, pieces, i)))
            return false;
        for (var j = from; j < i; j++)
        {
            if (pieces[j].Kind == PieceKind.Name || pieces[j].IsAny("kindv") || pieces[j].Is("third.verb"))
                return true;
        }

        return false;
    }

    private static bool IsPutOn(MessageText text, List<Piece> pieces, int i) =>
        i + 2 < pieces.Count && Word(text, pieces[i]) == "put" && pieces[i + 1].Is("pron.it") && Word(text, pieces[i + 2]) is "on" or "in" or "into" or "down";

    private static bool HasWords(List<Piece> pieces, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (pieces[i].Kind != PieceKind.Punct)
                return true;
        }

        return false;
    }

    private static bool IsMark(MessageText text, Piece piece, char mark) => piece.Kind == PieceKind.Punct && text.Text[piece.Start] == mark;

    private static Separator SeparatorAt(MessageText text, List<Piece> pieces, int i, bool hasBefore)
    {
        var piece = pieces[i];
        if (piece.Kind == PieceKind.Punct)
            return Mark(text, piece, pieces, i);
        return hasBefore && piece.Kind == PieceKind.Lexeme && !piece.Quoted && IsConnector(text, piece) && StartsClause(text, pieces, i) ? Separator.Join : Separator.None;
    }

    private static Separator Mark(MessageText text, Piece piece, List<Piece> pieces, int i)
    {
        if (piece.Quoted)
            return Separator.None;
        var at = piece.Start;
        var spaced = (at == 0 || char.IsWhiteSpace(text.Text[at - 1])) && (piece.End >= text.Length || char.IsWhiteSpace(text.Text[piece.End]));
        switch (text.Text[at])
        {
            case ',' or '，':
                return Separator.Comma;
            case ';' or '。' or '!' or '?':
                return Separator.Sentence;
            case '.':
                var word = i > 0 ? text.Lower[pieces[i - 1].Start..pieces[i - 1].End] : "";
                return word is "dr" or "mr" or "mrs" or "ms" or "no" or "st" || (piece.End < text.Length && !char.IsWhiteSpace(text.Text[piece.End]) && text.Text[piece.End] != '"') ? Separator.None : Separator.Sentence;
            case ':':
                return piece.End < text.Length && (text.Text[piece.End] is '/' or ')' or '(' || (at > 0 && char.IsDigit(text.Text[at - 1]) && char.IsDigit(text.Text[piece.End]))) ? Separator.None : Separator.Colon;
            case '→':
                return Separator.Dash;
            case '-' or '/' or '|' or '>' or '•' or '*' when spaced:
                return Separator.Dash;
            case '-' when piece.End < text.Length && text.Text[piece.End] == '-':
                return Separator.Dash;
            case var ch when char.IsSurrogate(ch) || ch is >= '\u2600' and <= '\u27BF' and not ('→' or '➜' or '➡'):
                return Separator.Comma; // a picture ends what was said before it
            default:
                return Separator.None;
        }
    }

    private static bool IsConnector(MessageText text, Piece piece) => piece.Is("join") || Word(text, piece) is "and" or "&" or "but" or "so";

    private static bool IsPureConnector(MessageText text, Piece piece) => IsConnector(text, piece);

    private static string Word(MessageText text, Piece piece) => text.Lower[piece.Start..piece.End];

    /// <summary>Whether what follows a connector begins something of its own.</summary>
    private static bool StartsClause(MessageText text, List<Piece> pieces, int i)
    {
        var chinese = Tokenizer.IsCjk(text.Text[pieces[i].Start]);
        if (Word(text, pieces[i]) == "so")
            return i + 1 < pieces.Count && (Word(text, pieces[i + 1]) is "i'll" or "i will" or "we'll" or "we will" or "i need to" or "i have to" or "i must" || pieces[i + 1].Is("remind.order"));
        for (var j = i + 1; j < pieces.Count && j < i + 5; j++)
        {
            var piece = pieces[j];
            if (piece.Kind == PieceKind.Punct)
                return false;
            if (piece.Is("self") || piece.Is("act.remind") || piece.Is("neg.cmd"))
                return true;
            if (IsVerb(piece))
                return true;
            // "and on Thursday to send …"
            if (!chinese && Word(text, piece) is "on" or "by" or "at" && j + 1 < pieces.Count && pieces[j + 1].Kind == PieceKind.Value)
                continue;
            if (!chinese && Word(text, piece) == "to" && j > i + 1 && pieces[j - 1].Kind == PieceKind.Value)
                return true;
            var word = Word(text, piece);
            if (word is "an" or "a" or "new" or "another" or "一个" or "个" && j + 1 < pieces.Count)
            {
                if (NextIsNoun(pieces, j + 1))
                    return true;
                continue;
            }

            if (piece.Is("polite") || piece.Is("filler") || word is "the")
                continue;
            // 再下周二跟进, "and on Friday call": a time may come first.
            if (piece.Kind == PieceKind.Value || (chinese && piece.Kind is PieceKind.Name or PieceKind.Unknown))
                continue;
            return false;
        }

        return false;
    }

    private static bool NextIsNoun(List<Piece> pieces, int at)
    {
        for (var j = at; j < pieces.Count && j < at + 2; j++)
        {
            if (pieces[j].IsAny("noun.") || pieces[j].IsAny("kindn"))
                return true;
        }

        return false;
    }

    private static bool IsVerb(Piece piece)
    {
        foreach (var sense in piece.Senses)
        {
            if (sense.Form is WordForm.Base or WordForm.Past && (sense.Class.StartsWith("act.", StringComparison.Ordinal) || sense.Class == "kindv"))
                return true;
        }

        return false;
    }
}

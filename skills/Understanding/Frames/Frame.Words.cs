using System.Text;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Frames;

/// <summary>Free text: what remains of the person's own words once the frame is taken away.</summary>
internal sealed partial class Frame
{
    private static readonly HashSet<string> Prepositions =
    [
        "on", "by", "before", "at", "in", "until", "for", "to", "with", "the", "a", "an", "of", "and", "from", "in the", "that", "is", "are", "was", "due", "till", "this", "as", "about", "but", "then", "via", "her", "who", "which",
        "在", "到", "于", "给", "跟", "和", "与", "把", "将", "的", "了", "去", "要", "就", "对", "为", "是", "请", "请帮我",
    ];

    /// <summary>The request's words after a colon or dash, else null.</summary>
    public string? Body()
    {
        for (var i = Request.First + 1; i < Request.End; i++)
        {
            if (Analysis.Clauses[i].Before is Separator.Colon or Separator.Dash)
                return Tidy(Analysis.Slice(Start(Analysis.Clauses[i]), Last(Request.End - 1)));
        }

        return null;
    }

    public int Start(Clause clause) => Analysis.Pieces[clause.From].Start;

    public int Last(int clause) => Analysis.Pieces[Analysis.Clauses[clause].To - 1].End;

    /// <summary>The longest run of pieces that are neither used nor part of the frame.</summary>
    public string? Leftover(Func<Piece, bool> isFrame, int? from = null, int? to = null)
    {
        int best = 0, bestStart = 0, bestEnd = 0;
        int start = -1, end = 0, words = 0;
        void Close()
        {
            if (words > best)
                (best, bestStart, bestEnd) = (words, start, end);
            (start, words) = (-1, 0);
        }

        for (var i = from ?? From; i < (to ?? To); i++)
        {
            var piece = Analysis.Pieces[i];
            if (IsUsed(piece) || (piece.Kind == PieceKind.Punct && Analysis.Text.Text[piece.Start] is ',' or ':' or '.' or ';' or '。' or '!' or '?' or '，' or '→') || isFrame(piece))
            {
                if (piece.IsPlaceholder && piece.Kind != PieceKind.Punct && words > 0 && !IsUsed(piece))
                    continue; // "the" inside a run does not break it
                Close();
                continue;
            }

            if (start < 0)
                start = piece.Start;
            end = piece.End;
            words += piece.Kind == PieceKind.Word ? 3 : 1;
        }

        Close();
        if (best == 0)
            return null;
        var text = Tidy(Analysis.Slice(bestStart, bestEnd));
        return text.Length == 0 ? null : text;
    }

    /// <summary>
    /// The Chinese characters that follow a cue (联系人是许刚, 客户叫远大) up to the clause's end: a name nobody knows yet may be made of
    /// characters that mean something else by themselves.
    /// </summary>
    public string? ChineseAfter(Func<Piece, bool> isCue, int least, int most)
    {
        foreach (var clause in Analysis.Clauses)
        {
            if (clause.To <= From || clause.From >= To)
                continue;
            for (var i = clause.From; i < clause.To; i++)
            {
                if (!isCue(Analysis.Pieces[i]))
                    continue;
                var (start, end) = AfterCue(clause, i);
                if (start >= end)
                    continue;
                var text = Analysis.Text.Text[Analysis.Pieces[start].Start..Analysis.Pieces[end - 1].End];
                if (text.Length < least || text.Length > most || !text.All(Tokenizer.IsCjk))
                    continue;
                for (var j = start; j < end; j++)
                    Use(Analysis.Pieces[j]);
                return text;
            }
        }

        return null;
    }

    private (int Start, int End) AfterCue(Clause clause, int cue)
    {
        var start = cue + 1;
        var limit = clause.To;
        // 加个联系人,李明: the name may stand in the next clause.
        if (start >= limit && Analysis.Clauses.IndexOf(clause) + 1 is var next && next < Analysis.Clauses.Count && Analysis.Clauses[next].To <= To)
            (start, limit) = (Analysis.Clauses[next].From, Analysis.Clauses[next].To);
        while (start < limit && (Analysis.Pieces[start].Kind == PieceKind.Punct || Analysis.Word(Analysis.Pieces[start]) is "是" or "叫" or "名叫" or "叫做" or "为"))
            start++;
        var end = start;
        while (end < limit && Analysis.Pieces[end].Kind is PieceKind.Word or PieceKind.Lexeme or PieceKind.Unknown && !Analysis.Pieces[end].Is("attr"))
            end++;
        return (start, end);
    }

    /// <summary>精度对比表: a little word in the middle of a word nobody lists belongs to it.</summary>
    private bool IsInsideWord(Piece piece)
    {
        if (piece.End != piece.Start + 1 || Analysis.Text.Text[piece.Start] is not ('对' or '向' or '来' or '里' or '名' or '位' or '家' or '条' or '张' or '份' or '第' or '为' or '有' or '到' or '比' or '件'))
            return false;
        var at = Analysis.Pieces.IndexOf(piece);
        return at > 0 && at + 1 < Analysis.Pieces.Count && Analysis.Pieces[at - 1] is { Kind: PieceKind.Word } before && before.End == piece.Start && Analysis.Pieces[at + 1] is { Kind: PieceKind.Word } after && after.Start == piece.End;
    }

    /// <summary>All words that are neither used nor part of the frame, in order: how people call a task.</summary>
    public string? LeftoverAll(Func<Piece, bool> isFrame)
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces)
        {
            if (IsUsed(piece) || piece.Kind == PieceKind.Punct || (isFrame(piece) && !IsInsideWord(piece)))
                continue;
            NameWords(text, Said(piece));
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private static void NameWords(StringBuilder text, string words)
    {
        if (text.Length > 0 && words.Length > 0 && !Tokenizer.IsCjk(text[^1]) && !Tokenizer.IsCjk(words[0]))
            text.Append(' ');
        text.Append(words);
    }

    /// <summary>The text from one piece to another with some pieces left out, tidied at its ends.</summary>
    public string Compose(int from, int to, Func<Piece, bool> leaveOut, Func<Piece, string?>? instead = null)
    {
        var text = new StringBuilder();
        var previousEnd = -1;
        for (var i = from; i < to; i++)
        {
            var piece = Analysis.Pieces[i];
            if (leaveOut(piece))
                continue;
            var words = instead?.Invoke(piece) ?? Said(piece);
            var gap = previousEnd >= 0 && previousEnd < piece.Start && !(text.Length > 0 && Tokenizer.IsCjk(text[^1]) && words.Length > 0 && Tokenizer.IsCjk(words[0]));
            if (gap && text.Length > 0)
                text.Append(' ');
            text.Append(words);
            previousEnd = piece.End;
        }

        return Tidy(text.ToString());
    }

    /// <summary>Without marks, blanks and dangling little words at the ends.</summary>
    public static string Tidy(string text)
    {
        var result = text;
        while (true)
        {
            var before = result;
            result = result.Trim(' ', ',', '，', ':', '：', ';', '；', '.', '。', '-', '–', '—', '/', '、', '→', '\n', '"', '!', '！', '|', '~');
            foreach (var word in Prepositions)
            {
                if (Tokenizer.IsCjk(word[0]))
                    continue;
                if (result.EndsWith(' ' + word, StringComparison.OrdinalIgnoreCase))
                    result = result[..^(word.Length + 1)];
            }

            // "…,请记录": the courtesy of an order that was taken away.
            if (result.EndsWith('请') && result.Length > 2 && result[^2] is ',' or '，' or '。' or ' ')
                result = result[..^1];
            if (result == before)
                return result;
        }
    }

    /// <summary>Without connectors and little words at the start.</summary>
    public static string TrimLead(string text, params ReadOnlySpan<string> words)
    {
        var result = text;
        while (true)
        {
            var before = result;
            foreach (var word in words)
            {
                var latin = !Tokenizer.IsCjk(word[0]);
                if (result.StartsWith(latin ? word + " " : word, StringComparison.OrdinalIgnoreCase))
                    result = result[(latin ? word.Length + 1 : word.Length)..].TrimStart(' ', ',', '，', ':', '：');
            }

            if (result == before)
                return result;
        }
    }

    public static string Capital(string text) =>
        text.Length > 0 && char.IsLower(text[0]) && text[0] < 0x250 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    /// <summary>Whether a clause only names or dates something ("Fabrikam", "half an hour").</summary>
    public bool IsBare(Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = Analysis.Pieces[i];
            if (piece.Kind is PieceKind.Word || (piece.Kind == PieceKind.Lexeme && !piece.IsPlaceholder && !piece.Is("namecue") && !piece.IsAny("kind") && !piece.Is("attr") && !piece.Is("when.vague")))
                return false;
        }

        return true;
    }
}

using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>
/// Spoken or hastily typed Chinese has few marks: blanks stand for commas, 提醒我 or 第二 begins something new, and what was said wrongly is said again
/// (周五不对周四).
/// </summary>
internal static class Dictated
{
    /// <summary>Where a clause begins though no mark says so, and how much of a new start it is.</summary>
    public static Dictionary<int, Separator> Cuts(MessageText text, List<Piece> pieces)
    {
        var cuts = new Dictionary<int, Separator>();
        var counted = Counted(text, pieces);
        foreach (var at in counted)
            cuts[at] = Separator.Sentence;
        for (var i = 1; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            // …记一下 and 按丢单算 end what they belong to.
            if (!piece.Quoted && piece.Is("cut.after") && i + 1 < pieces.Count && pieces[i + 1].Kind != PieceKind.Punct && !pieces[i + 1].IsPlaceholder && !cuts.ContainsKey(i + 1) && Says(pieces, i + 1, counted))
                cuts[i + 1] = Separator.Comma;
            if (piece.Quoted || piece.Kind != PieceKind.Lexeme || !piece.Is("cut") || !Tokenizer.IsCjk(text.Text[piece.Start]))
                continue;
            var from = i;
            // 周五提醒我, 那个提醒我: the day and the hesitation before belong to what begins.
            while (from > 0 && pieces[from - 1] is { Kind: not PieceKind.Punct } before && (before.Value is { Kind: ValueKind.Date or ValueKind.DateTime or ValueKind.Period } || before.Is("cut.lead")))
                from--;
            if (from > 0 && !cuts.ContainsKey(from) && pieces[from - 1].Kind != PieceKind.Punct && !pieces[from - 1].Is("cut.not") && Says(pieces, from, counted))
                cuts[from] = Separator.Comma;
        }

        return cuts;
    }

    /// <summary>A blank after enough to be a sentence, between stretches that are not single words: 首付三成他认了 下周二给他合同草稿.</summary>
    public static bool IsPause(MessageText text, List<Piece> pieces, int from, int at)
    {
        var before = pieces[at - 1];
        // 打标签 大客户, 改名为 逾期商机: the verb still waits for what it is about.
        if ((before.Is("namecue") && !before.Is("act.create")) || before.Is("ctx.about") || before.Is("act.tag") || before.Is("act.rename") || before.Is("act.update") || before.Is("act.move") || before.Is("act.correct") || (before.Is("attr") && !before.IsAny("kind")))
            return false;
        var verb = false;
        for (var i = from; i < at; i++)
            verb |= IsVerb(pieces[i]);
        return verb && pieces[at - 1].End - pieces[from].Start >= 3;
    }

    /// <summary>下周五不对下周四, 十八万哦不十六万: the first was a slip of the tongue. Its pieces are taken out.</summary>
    public static void TakeBack(MessageText text, List<Piece> pieces)
    {
        for (var i = 0; i + 2 < pieces.Count; i++)
        {
            if (pieces[i].Value is not { } slip || !HasWordsBefore(pieces, i))
                continue;
            var mark = i + 1;
            while (mark < pieces.Count && (pieces[mark].Kind == PieceKind.Punct && text.Text[pieces[mark].Start] is ',' or '，' || (pieces[mark].Is("filler") && !pieces[mark].Is("fix") && !pieces[mark].Is("slip"))))
                mark++;
            if (mark >= pieces.Count || mark > i + 3 || !pieces[mark].Is("slip"))
                continue;
            var right = mark + 1;
            while (right < pieces.Count && right <= mark + 3 && (pieces[right].Kind == PieceKind.Punct || pieces[right].Is("filler") || pieces[right].Is("slip") || pieces[right].Is("act.now") || pieces[right].Is("fix")))
                right++;
            if (right >= pieces.Count || pieces[right].Value is not { } meant || !SameKind(slip, meant))
                continue;
            pieces.RemoveRange(i, right - i);
        }
    }

    /// <summary>按一百万算: counts as that much.</summary>
    public static void Counts(MessageText text, List<Piece> pieces)
    {
        for (var i = 1; i + 1 < pieces.Count; i++)
        {
            if (text.Text[pieces[i].Start] == '按' && pieces[i].End == pieces[i].Start + 1 && pieces[i + 1].Value is { Kind: ValueKind.Money or ValueKind.Number } && i + 2 < pieces.Count && text.Text[pieces[i + 2].Start] is '算' or '计' or '报' or '走')
            {
                pieces[i].Kind = PieceKind.Lexeme;
                pieces[i].Senses = [new Lexicon.Sense("act.update", null, Lexicon.WordForm.Base)];
            }
        }
    }

    private static bool SameKind(ValueSpan a, ValueSpan b) => Group(a) == Group(b) && Group(a) > 0;

    private static int Group(ValueSpan value) => value.Kind switch
    {
        ValueKind.Date or ValueKind.DateTime or ValueKind.Period => 1,
        ValueKind.Money or ValueKind.Number => 2,
        ValueKind.Duration => 3,
        ValueKind.Percent => 4,
        _ => 0,
    };

    private static bool HasWordsBefore(List<Piece> pieces, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (pieces[i].Is("fix.not") || pieces[i].Is("slip"))
                return false;
        }

        for (var i = 0; i < at; i++)
        {
            if (pieces[i].Kind != PieceKind.Punct && !pieces[i].IsPlaceholder)
                return true;
        }

        return false;
    }

    /// <summary>第一… 第二… 第三…: two or more in their order count up what is said.</summary>
    private static List<int> Counted(MessageText text, List<Piece> pieces)
    {
        var found = new List<int>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Quoted || text.Text[pieces[i].Start] != '第' || pieces[i].Value is not { Kind: ValueKind.Ordinal, Number: { } number } || number != found.Count + 1)
                continue;
            found.Add(i);
        }

        return found.Count >= 2 ? found : [];
    }

    /// <summary>Whether what stands before tells or orders something by itself.</summary>
    private static bool Says(List<Piece> pieces, int to, List<int> counted)
    {
        var from = 0;
        for (var i = 0; i < to; i++)
        {
            if (pieces[i].Kind == PieceKind.Punct || counted.Contains(i))
                from = i + 1;
        }

        var words = 0;
        var verb = false;
        for (var i = from; i < to; i++)
        {
            if (!pieces[i].IsPlaceholder)
                words++;
            verb |= IsVerb(pieces[i]) && !pieces[i].IsPlaceholder;
        }

        return words >= 2 && verb;
    }

    private static bool IsVerb(Piece piece) =>
        piece.IsAny("act.") || piece.IsAny("kind") || piece.Is("third.verb") || piece.Is("said") || piece.Senses.Exists(s => s.Form == Lexicon.WordForm.Past);
}

using BotCrm.Skills.Understanding.Frames.Sales;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>What the rules of quotes, contracts, segments and bulk changes ask for and no single word says.</summary>
internal static class SalesFeatures
{
    public static void Add(Analysis analysis, Clause clause, FeatureSet set)
    {
        // Only what stands near counts: a message may be a page long.
        foreach (var piece in analysis.Pieces.Skip(clause.From - 40).Take(120))
        {
            if (piece.Is("x.quote") || piece.Is("code.quote"))
                set.Add("m.quote");
            if (piece.Is("x.off") || piece.Value?.Kind == ValueKind.Percent)
                set.Add("m.off");
            if (piece.Value is { Kind: ValueKind.Money or ValueKind.Date or ValueKind.Period })
                set.Add("m.term");
        }

        // What is offered stands after the colon, in clauses of its own.
        if (set.Has("x.quote") && LineText.Read(Near(analysis.Text.Text, analysis.Pieces[clause.From].Start)).Count > 0)
            set.Add("m.priced");
        if (PlanWords.HasTimes(analysis.Text.Text[analysis.Pieces[clause.From].Start..analysis.Pieces[clause.To - 1].End]))
            set.Add("x.times");
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("x.quote") && (analysis.Text.Text[piece.Start] == '的' || (i > clause.From && analysis.Word(analysis.Pieces[i - 1]) is "的" or "the" or "'s" or "that" or "this" or "our")))
                set.Add("the.xquote");
            var last = i == clause.To - 1;
            var word = analysis.Word(piece);
            // 待审批的报价, 生效中的合同: the noun something with 的 stands before.
            if (last && (piece.Is("x.quote") || piece.Is("x.contract")) && i > clause.From && (analysis.Word(analysis.Pieces[i - 1]) == "的" || analysis.Pieces[i - 1].Is("x.quotestatus") || word[0] == '的'))
                set.Add(piece.Is("x.quote") ? "described.quote" : "described.contract");
            // 有哪些报价, 几个合同, "which quotes": many are asked for.
            if (word is "哪些" or "有哪些" or "几个" or "有几个" or "which" or "还有哪些" or "哪几个")
                set.Add("q.list");
            // A segment made "with all customers tagged …" changes none of them.
            if (piece.Is("x.segment") && (set.Has("act.create") || set.Has("x.save")) && !set.Has("act.assign"))
                set.Add("x.newseg");
            if (piece.Is("x.segment") && IsNamed(analysis, clause, i))
                set.Add("x.named");
            if (piece.Is("x.rows") || piece.Is("x.read"))
                set.Add("x.quotedcol");
            if (piece.Value is { Kind: ValueKind.Number, Number: { } number } && number != decimal.Truncate(number))
                set.Add("v.dec");
            if (piece.Value?.Currency is not null)
                set.Add("v.cur");
            if (piece.Value is { Kind: ValueKind.Duration, Minutes: >= 40000 })
                set.Add("x.duration");
            // 上海的客户都转给王芳: 都 after the records means all of them.
            if (word == "都" && i > clause.From && (analysis.Pieces[i - 1].Is("noun.customer") || analysis.Pieces[i - 1].Is("noun.opportunity") || analysis.Pieces[i - 1].Is("noun.ticket") || analysis.Pieces[i - 1].Is("noun.task")) && !set.Has("q.wh"))
            {
                set.Add("whose.all");
                set.Add("described.many");
            }

            // 李娜的客户全部, "all of Lena's customers": many records, whichever way round.
            if (piece.Is("whose.all") && Near(analysis, clause, i))
                set.Add("described.many");
        }
    }

    private static string Near(string text, int start) => text[start..Math.Min(text.Length, start + 600)];

    private static bool IsNamed(Analysis analysis, Clause clause, int at)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Pieces[i].Quoted)
                return true;
        }

        // "segment Hamburg"
        return at + 1 < clause.To && analysis.Pieces[at + 1].Kind is PieceKind.Unknown or PieceKind.Word;
    }

    private static bool Near(Analysis analysis, Clause clause, int at)
    {
        for (var i = Math.Max(clause.From, at - 5); i < Math.Min(clause.To, at + 6); i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("noun.customer") || piece.Is("noun.opportunity") || piece.Is("noun.ticket") || piece.Is("noun.task"))
                return true;
        }

        return false;
    }
}

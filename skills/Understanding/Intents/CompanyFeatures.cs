using BotCrm.Skills.Understanding.Frames.Company;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>What the rules of teams, colleagues and signed contracts ask for and no single word says.</summary>
internal static class CompanyFeatures
{
    public static void Add(Analysis analysis, Clause clause, int index, FeatureSet set)
    {
        var user = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Quoted)
            {
                set.Add("m.quoted");
                continue;
            }

            user |= piece.Name?.Has("user") == true;
            if (RoleWords.Of(analysis, piece) is not null)
            {
                set.Add("x.role");
                // 让陈浩当经理
                if (analysis.Word(piece)[0] is '当' or '任' || (i > clause.From && analysis.Word(analysis.Pieces[i - 1]) is "当" or "担任" or "当上" or "做"))
                    set.Add("x.becomes");
            }
            if (piece.Is("x.signcontract") && i > clause.From && WithWhom(analysis, clause, i))
                set.Add("x.signwith");
            // 给天宇报价: to whom, and the verb; 天宇的报价 is one that is there.
            if (i > clause.From + 1 && analysis.Word(piece) == "报价" && analysis.Pieces[i - 1].Kind is PieceKind.Name or PieceKind.Unknown && analysis.Word(analysis.Pieces[i - 2]) is "给" or "向" or "为")
                set.Add("x.quotefor");
            if (piece.Is("x.team") && (piece.Name is null && i > clause.From && analysis.Pieces[i - 1].Name?.Has("team") == true || analysis.Word(piece).StartsWith("the ", StringComparison.Ordinal)))
                set.Add("the.xteam");
            // "a new team", 新建团队: one that is to be made, in another one perhaps.
            if (piece.Is("x.team") && i > clause.From && (analysis.Pieces[i - 1].Is("act.create") && !analysis.Pieces[i - 1].Is("act.update") || analysis.Word(analysis.Pieces[i - 1]) is "a" or "new" or "another"))
                set.Add("new.xteam");
        }

        if (index > 0 && analysis.Clauses[index - 1] is { } offer && Enumerable.Range(offer.From, offer.To - offer.From).Any(i => analysis.Pieces[i].Is("x.discount") || analysis.Pieces[i].Is("x.quote")))
            set.Add("discount.before");
        if (index > 0 && analysis.Clauses[index - 1] is { } told && Enumerable.Range(told.From, told.To - told.From).Any(i => analysis.Pieces[i].Is("same")))
            set.Add("same.before");
        // "Tom has left the company, close his account": the colleague stands in the clause before.
        if (!user && (set.Has("x.closeaccount") || set.Has("x.openaccount") || set.Has("x.account")) && (index > 0 && analysis.Clauses[index - 1].Before is not Separator.Sentence && Names(analysis, analysis.Clauses[index - 1]) || set.Has("focus.user")))
            set.Add("said.user");
    }

    private static bool Names(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Pieces[i].Name?.Has("user") == true)
                return true;
        }

        return false;
    }

    /// <summary>给瑞康签合同, 跟瑞康签个合同: one is to be made. 瑞康签合同了 tells that they did.</summary>
    private static bool WithWhom(Analysis analysis, Clause clause, int at)
    {
        if (at + 1 < clause.To && analysis.Word(analysis.Pieces[at + 1]) is "了" || analysis.Word(analysis.Pieces[at]).Contains('了', StringComparison.Ordinal))
            return false;
        for (var i = at - 1; i > clause.From - 1; i--)
        {
            if (analysis.Word(analysis.Pieces[i]) is "给" or "跟" or "和" or "与" or "为")
                return true;
        }

        return false;
    }
}

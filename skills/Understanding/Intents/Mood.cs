using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>Tells orders and reports from questions, negations, conditions and quotations: only the first two may write.</summary>
internal static class Mood
{
    public static void Mark(Analysis analysis, int index)
    {
        var clause = analysis.Clauses[index];
        var set = clause.Features;
        var (polite, aux, wh, modal, negated, conditional) = Opening(analysis, clause);
        var endsAsk = EndsAsChineseQuestion(analysis, clause);
        clause.IsQuestion = wh || modal || (!polite && (clause.EndsAsQuestion || aux || endsAsk)) || HasChineseWh(analysis, clause) || Listing.Is(analysis, index);
        // "remind me to ask whether …": what is to be asked later asks nothing now.
        if (clause.IsQuestion && !modal && (Reminds(analysis, clause) || Reports(analysis, clause)))
            clause.IsQuestion = false;
        negated |= IsRumour(analysis, clause);
        if (clause.IsQuestion)
            set.Add("q");
        if (IsUnreal(analysis, clause))
            set.Add("unreal");
        if (negated)
        {
            set.Add("neg");
            set.Add("negated");
        }
        if (clause.From < clause.To && Lead(analysis, clause) is var lead && lead < clause.To && IsOwnPlan(analysis, clause, lead))
            set.Add("own.plan");
        if (modal)
            set.Add("q.modal1");
        var continues = index > 0 && analysis.Clauses[index - 1].ForbidsWrites && analysis.Clauses[index - 1].Features.Has("cond1") && clause.Before is Separator.Comma;
        if (conditional)
            set.Add("cond1");
        if (IsHearsay(analysis, clause) || IsRecall(analysis, index))
            conditional = true;
        if (IsRecall(analysis, index))
        {
            clause.IsQuestion = true;
            set.Add("q");
        }

        clause.ForbidsWrites = clause.IsQuestion || negated || conditional || modal || continues;
        clause.IsBlocked = modal || negated || conditional || continues;
    }

    /// <summary>"a friend says they might close": nobody of the customer said it, so it is nothing to be written down unasked.</summary>
    private static bool IsHearsay(Analysis analysis, Clause clause)
    {
        var seen = 0;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("act.log") || piece.Is("act.remind") || piece.Is("act.create") || piece.IsAny("noun.task"))
                return false;
            if (piece.Is("hearsay") && seen == 0)
            {
                for (var j = i + 1; j < clause.To; j++)
                {
                    if (analysis.Pieces[j].Is("act.log") || analysis.Pieces[j].Is("remind.order"))
                        return false;
                }

                return true;
            }

            // "i think acme is won", "maybe we should move it": thought aloud.
            if (piece.Is("unsure") && seen == 0)
            {
                for (var j = i + 1; j < clause.To; j++)
                {
                    if (analysis.Pieces[j].Is("act.log") || analysis.Pieces[j].Is("remind.order"))
                        return false;
                }

                return true;
            }

            if (!piece.IsPlaceholder && !piece.Is("self"))
                seen++;
        }

        return false;
    }

    /// <summary>"remind me, what did he want?", "remind me who decides there": asks to be told, not for a task.</summary>
    private static bool IsRecall(Analysis analysis, int index)
    {
        var clause = analysis.Clauses[index];
        var reminds = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (reminds && piece.Kind != PieceKind.Punct && !piece.IsPlaceholder)
                return piece.Is("q.wh") && !HasTime(analysis, clause);
            if (analysis.Word(piece) == "remind me")
                reminds = true;
            else if (!piece.IsPlaceholder)
                return false;
        }

        return reminds && index + 1 < analysis.Clauses.Count && analysis.Clauses[index + 1] is { Before: Separator.Comma } next && Opening(analysis, next).Wh && !HasTime(analysis, clause);
    }

    private static bool HasTime(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Pieces[i].Value is { Kind: Values.ValueKind.Date or Values.ValueKind.DateTime or Values.ValueKind.Period, Past: not true })
                return true;
        }

        return false;
    }

    private static bool Reminds(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Word(analysis.Pieces[i]) is "提醒我" or "提醒" or "remind me" or "remind")
                return true;
            if (!analysis.Pieces[i].IsPlaceholder && analysis.Pieces[i].Kind != PieceKind.Value)
                return false;
        }

        return false;
    }

    /// <summary>马经理打电话来问防爆证书是哪个等级: what somebody asked is told, not asked.</summary>
    private static bool Reports(Analysis analysis, Clause clause)
    {
        if (clause.EndsAsQuestion)
            return false;
        var told = false;
        var asked = -1;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            told |= piece.Is("act.log") || piece.Senses.Exists(s => s is { Class: "kindv", Form: Lexicon.WordForm.Past });
            if (piece.Is("q.wh") || piece.Is("q.aux"))
                asked = i;
            else if (asked >= 0 && told && piece.Kind is not PieceKind.Punct && !piece.IsPlaceholder)
                return Tokenizer.IsCjk(analysis.Text.Text[piece.Start]);
            if (asked >= 0 && !told)
                return false;
        }

        return false;
    }

    /// <summary>听说小米要换人: nothing is noted on hearsay unless it is asked for.</summary>
    private static bool IsRumour(Analysis analysis, Clause clause)
    {
        var heard = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            heard |= analysis.Pieces[i].Is("hearsay") && !analysis.Pieces[i].Quoted;
            if (analysis.Pieces[i].Is("act.log") || analysis.Pieces[i].Is("remind.order"))
                return false;
        }

        return heard && !analysis.Clauses.Exists(c => c.From > clause.From && Orders(analysis, c));
    }

    private static bool Orders(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Pieces[i].Is("act.log"))
                return true;
        }

        return false;
    }

    private static (bool Polite, bool Aux, bool Wh, bool Modal, bool Negated, bool Conditional) Opening(Analysis analysis, Clause clause)
    {
        bool polite = false, aux = false, wh = false, modal = false, negated = false, conditional = false;
        var seen = 0;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind == PieceKind.Punct)
                continue;
            modal |= piece.Is("q.modal") && seen < 3;
            polite |= seen < 2 && piece.Is("polite");
            conditional |= piece.Is("cond") && (seen < 2 || Tokenizer.IsCjk(analysis.Text.Text[piece.Start]) || BlocksLate(analysis, clause, i));
            negated |= piece.Is("neg.cmd") && seen < 3 && !piece.Is("outcome");
            negated |= piece.Is("neg") && Negates(analysis, clause, i);
            if (!Tokenizer.IsCjk(analysis.Text.Text[piece.Start]))
            {
                aux |= seen == 0 && piece.Is("q.aux") && !piece.Is("act.remind") && !IsOwnPlan(analysis, clause, i);
                wh |= seen < 2 && piece.Is("q.wh");
            }

            if (!piece.IsPlaceholder && !piece.Is("self") && !piece.Is("we"))
                seen++;
        }

        return (polite, aux, wh, modal, negated, conditional);
    }

    /// <summary>"Acme nearly signed", "Northwind wants to pay in two parts": it has not come to pass, so at most it is told.</summary>
    private static bool IsUnreal(Analysis analysis, Clause clause)
    {
        var subject = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("unreal") && subject && !piece.Is("polite"))
                return true;
            if (piece.Is("self") || piece.Is("we") || piece.Is("polite") || piece.Quoted || piece.Is("act.remind") || piece.Senses.Exists(s => s.Form == Lexicon.WordForm.Base && s.Class.StartsWith("act.", StringComparison.Ordinal)))
                return false;
            subject |= piece.Kind is PieceKind.Name or PieceKind.Unknown || piece.Is("third") || piece.Is("pron.person");
        }

        return false;
    }

    private static int Lead(Analysis analysis, Clause clause)
    {
        var at = clause.From;
        while (at < clause.To && analysis.Pieces[at].IsPlaceholder)
            at++;
        return at;
    }

    /// <summary>"will ring her back Wednesday": nobody is asked, the I is left out.</summary>
    private static bool IsOwnPlan(Analysis analysis, Clause clause, int at) =>
        analysis.Word(analysis.Pieces[at]) == "will" && !clause.EndsAsQuestion && at + 1 < clause.To && analysis.Pieces[at + 1].Senses.Exists(s => s.Form == Lexicon.WordForm.Base && (s.Class is "act.do" or "kindv" or "act.follow"));

    /// <summary>"mark it won if they sign" waits for something; "ask whether", "see if" do not.</summary>
    private static bool BlocksLate(Analysis analysis, Clause clause, int at)
    {
        if (analysis.Word(analysis.Pieces[at]) is not ("if" or "unless" or "once they" or "when they" or "as soon as" or "in case" or "provided"))
            return false;
        for (var i = clause.From; i < at; i++)
        {
            if (analysis.Pieces[i].Is("act.search") || analysis.Pieces[i].Is("act.remind") || analysis.Pieces[i].IsAny("kind") || analysis.Pieces[i].Is("act.log") || analysis.Word(analysis.Pieces[i]) is "ask" or "check" or "see" or "know" or "wondering" or "clarify" or "find out")
                return false;
        }

        return true;
    }

    /// <summary>A "not" right before the verb of an order or report ("they haven't signed", 还没签).</summary>
    private static bool Negates(Analysis analysis, Clause clause, int at)
    {
        for (var i = at + 1; i < clause.To && i <= at + 2; i++)
        {
            var next = analysis.Pieces[i];
            if (next.Is("act.win") || next.Is("act.lose") || next.Is("act.resolve") || next.Is("act.move") || next.Is("stage") || next.Is("act.delete"))
                return !analysis.Pieces[at].Is("act.lose") && !analysis.Pieces[at].Is("act.reopen");
            if (!next.IsPlaceholder)
                return false;
        }

        return false;
    }

    private static bool EndsAsChineseQuestion(Analysis analysis, Clause clause)
    {
        var last = analysis.Pieces[clause.To - 1];
        return last.Is("q.aux") && Tokenizer.IsCjk(analysis.Text.Text[last.Start]) && (clause.To - clause.From) > 1;
    }

    private static bool HasChineseWh(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("q.wh") && Tokenizer.IsCjk(analysis.Text.Text[piece.Start]) && !piece.Quoted)
                return true;
        }

        return false;
    }
}

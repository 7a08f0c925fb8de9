using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>Tells a bare noun phrase ("my open deals closing this quarter", 本季度要成交的商机) from a sentence: it names records to be shown.</summary>
internal static class Listing
{
    private static readonly string[] Nouns = ["noun.customer", "noun.contact", "noun.opportunity", "noun.ticket", "noun.task", "noun.interaction", "kindn"];

    private static readonly string[] Modifiers = ["statusv", "open.now", "sort", "asc", "priority", "stage", "stagewon", "stagelost", "whose.all", "self", "lifecycle", "category"];

    private static readonly string[] Orders =
    [
        "act.create", "act.delete", "act.update", "act.move", "act.assign", "act.complete", "act.reschedule", "act.resolve", "act.reopen", "act.log", "act.tag", "act.undo", "act.correct", "act.do", "kindv", "remind.order",
        "act.escalate", "act.unassign", "act.rate", "act.note", "note", "act.merge", "act.approve", "act.retire", "act.off", "act.on", "act.try", "act.consent", "act.withdraw", "act.export", "act.forget", "act.send", "act.snooze", "act.seen", "act.edit", "act.write",
    ];

    public static bool Is(Analysis analysis, int index)
    {
        var clause = analysis.Clauses[index];
        var isTold = clause.Before is Separator.Colon or Separator.Dash || (index + 1 < analysis.Clauses.Count && analysis.Clauses[index + 1].Before is Separator.Colon or Separator.Dash);
        if (isTold || (index > 0 && clause.Before != Separator.Sentence && !IsLead(analysis, analysis.Clauses[index - 1])))
            return false;
        return IsEnglish(analysis, clause) || IsChinese(analysis, clause);
    }

    /// <summary>"actually, …", "sorry, …": words that only lead to what follows.</summary>
    private static bool IsLead(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (analysis.Pieces[i] is { Kind: not PieceKind.Punct, IsPlaceholder: false } piece && !piece.Is("fix"))
                return false;
        }

        return true;
    }

    /// <summary>Nothing but names, values and adjectives before a noun of the plural, and no verb that says something of it.</summary>
    private static bool IsEnglish(Analysis analysis, Clause clause)
    {
        var at = clause.From;
        for (; at < clause.To; at++)
        {
            var piece = analysis.Pieces[at];
            if (IsPlural(piece))
                break;
            if (piece.Kind is PieceKind.Punct or PieceKind.Value or PieceKind.Name || piece.IsPlaceholder || Array.Exists(Modifiers, piece.Is) || analysis.Word(piece) is "'s")
                continue;
            return false;
        }

        for (var i = at + 1; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Is("act.now") || piece.Is("act.correct") || piece.Is("third.verb") || piece.Sense("kindv")?.Form == WordForm.Past || (piece.Is("act.move") && Followed(analysis, clause, i)))
                return false;
        }

        return at < clause.To;
    }

    private static bool IsPlural(Piece piece)
    {
        foreach (var sense in piece.Senses)
        {
            if (sense.Form == WordForm.Plural && Array.IndexOf(Nouns, sense.Class) >= 0)
                return true;
        }

        return false;
    }

    private static bool Followed(Analysis analysis, Clause clause, int at)
    {
        for (var i = at + 1; i < clause.To; i++)
        {
            if (analysis.Pieces[i].Is("stage"))
                return true;
        }

        return false;
    }

    /// <summary>…的商机: a noun that something with 的 stands before, and no order in front.</summary>
    private static bool IsChinese(Analysis analysis, Clause clause)
    {
        var end = clause.To - 1;
        while (end > clause.From && analysis.Pieces[end].Kind == PieceKind.Punct)
            end--;
        if (end <= clause.From || !Tokenizer.IsCjk(analysis.Text.Text[analysis.Pieces[end].Start]) || !Array.Exists(Nouns, n => n != "kindn" && analysis.Pieces[end].Is(n)))
            return false;
        var before = analysis.Pieces[end - 1];
        if (before.Kind == PieceKind.Value || analysis.Text.Text[before.End - 1] != '的')
            return false;
        for (var i = clause.From; i < end; i++)
        {
            var piece = analysis.Pieces[i];
            if (analysis.Word(piece) is "把" or "将" || (!piece.IsPlaceholder && !Array.Exists(Modifiers, piece.Is) && Array.Exists(Orders, piece.Is) && !piece.Is("attr")))
                return false;
        }

        return true;
    }
}

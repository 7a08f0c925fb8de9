using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>Whether a clause tells something that belongs to the frame before it, such as what was said in a call.</summary>
internal static class Telling
{
    /// <summary>Something is told: the next clause is neither an order nor a plan, or this one goes on after its frame.</summary>
    public static bool HasContentAfter(Analysis analysis, Clause clause, Clause? next, FeatureSet set)
    {
        if (next is not null && next.Before != Separator.Sentence && next.Best is not { IsCommand: true } && next.Best?.Intent != "create_task" && !next.IsQuestion)
            return IsTelling(analysis, next);
        if (next is not null && next.Before == Separator.Sentence && next.Best is null && !next.IsQuestion && set.Has("kind"))
            return IsTelling(analysis, next);
        var words = 0;
        var framed = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            framed |= piece.Kind is PieceKind.Name or PieceKind.Unknown || piece.IsAny("kind");
            if (framed && words > 0 && piece.Kind == PieceKind.Lexeme && !piece.IsPlaceholder && !piece.Is("third.verb"))
                words++;
            if (framed && (piece.Kind == PieceKind.Word || piece.Is("third.verb") || piece.Is("act.search") || piece.Is("said")))
                words += piece.Kind == PieceKind.Word && Tokenizer.IsCjk(analysis.Text.Text[piece.Start]) ? piece.End - piece.Start : 1;
        }

        return words >= 2;
    }

    /// <summary>A name, a length, a time alone between commas.</summary>
    public static bool IsBareClause(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind == PieceKind.Word || (piece.Kind == PieceKind.Lexeme && !piece.IsPlaceholder && !piece.Is("namecue") && !piece.Is("attr") && !piece.Is("when.vague")))
                return false;
        }

        return true;
    }

    private static bool IsTelling(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind is PieceKind.Word or PieceKind.Lexeme && !piece.IsPlaceholder)
                return true;
        }

        return false;
    }
}

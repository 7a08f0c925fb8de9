using BotCrm.Core.Access;
using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>
/// What a counting word stands for when its noun is left out: 那张 a ticket, 那条 a task, 那份 a quote or contract; and 单, which is a ticket to who does
/// support and a deal to who sells.
/// </summary>
internal static class Sheets
{
    public static void Mark(MessageText text, List<Piece> pieces, Role role)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Kind != PieceKind.Lexeme || piece.Quoted)
                continue;
            if (role == Role.Support && piece.Is("bill") && !Elsewhere(pieces, i, "noun.ticket"))
                Become(piece, "noun.opportunity", "noun.ticket");
            else if (piece.Is("sheet") && !Elsewhere(pieces, i, "noun.") && !Elsewhere(pieces, i, "x.quote") && !Elsewhere(pieces, i, "x.contract"))
                piece.Senses = [.. piece.Senses, new Sense("noun.ticket", null, WordForm.None)];
            else if (piece.Is("strip") && i > 0 && !Elsewhere(pieces, i, "noun.") && !Elsewhere(pieces, i, "kindn"))
                piece.Senses = [.. piece.Senses, new Sense("noun.task", null, WordForm.None)];
        }
    }

    private static void Become(Piece piece, string from, string to)
    {
        piece.Senses = [.. piece.Senses.Select(s => s.Class == from ? s with { Class = to } : s)];
        if (!piece.Is(to))
            piece.Senses.Add(new Sense(to, null, WordForm.None));
    }

    /// <summary>The noun itself stands in the same clause: then it says what is meant.</summary>
    private static bool Elsewhere(List<Piece> pieces, int at, string prefix)
    {
        for (var i = at - 1; i >= 0 && pieces[i].Kind != PieceKind.Punct; i--)
        {
            if (Says(pieces[i], prefix))
                return true;
        }

        for (var i = at + 1; i < pieces.Count && pieces[i].Kind != PieceKind.Punct; i++)
        {
            if (Says(pieces[i], prefix))
                return true;
        }

        return false;
    }

    private static bool Says(Piece piece, string prefix)
    {
        foreach (var sense in piece.Senses)
        {
            if (sense.Class.StartsWith(prefix, StringComparison.Ordinal) && sense.Class is not ("noun.summary" or "noun.contact") && !piece.Is("bill"))
                return true;
        }

        return false;
    }
}

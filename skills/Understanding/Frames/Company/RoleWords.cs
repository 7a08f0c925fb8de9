using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames.Company;

/// <summary>
/// What people call the built-in roles. No lexicon class: the same words are titles of contacts ("purchasing manager", 销售经理) and must stay
/// free text there.
/// </summary>
internal static class RoleWords
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["admin"] = "admin",
        ["administrator"] = "admin",
        ["admins"] = "admin",
        ["administrators"] = "admin",
        ["manager"] = "manager",
        ["managers"] = "manager",
        ["team lead"] = "manager",
        ["rep"] = "rep",
        ["reps"] = "rep",
        ["salesperson"] = "rep",
        ["support"] = "support",
        ["finance"] = "finance",
        ["accountant"] = "finance",
        ["管理员"] = "admin",
        ["经理"] = "manager",
        ["主管"] = "manager",
        ["销售"] = "rep",
        ["销售员"] = "rep",
        ["客服"] = "support",
        ["财务"] = "finance",
    };

    public static string? Of(Analysis analysis, Piece piece)
    {
        var word = analysis.Word(piece);
        // "admin" is a login too.
        if (piece.Quoted || (piece.Kind is not (PieceKind.Word or PieceKind.Lexeme or PieceKind.Unknown) && word != "admin"))
            return null;
        if (word.Length > 14)
            return null;
        return Known.GetValueOrDefault(word) ?? Known.GetValueOrDefault(word.TrimEnd('了', '吧', '的').TrimStart('当', '任', '做'));
    }

    public static string? First(Frame frame)
    {
        foreach (var piece in frame.Pieces)
        {
            if (!frame.IsUsed(piece) && Of(frame.Analysis, piece) is { } role)
            {
                frame.Use(piece);
                return role;
            }
        }

        return null;
    }
}

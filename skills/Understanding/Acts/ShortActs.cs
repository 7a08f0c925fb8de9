using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Acts;

/// <summary>What is said by a word or two: yes, no, hello, more.</summary>
internal static class ShortActs
{
    /// <summary>Whether the message says nothing but this ("yes please", 好的).</summary>
    public static bool IsOnly(Analysis analysis, string senseClass)
    {
        var said = false;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind == PieceKind.Punct)
                continue;
            if (piece.Is(senseClass))
                said = true;
            else if (!piece.IsPlaceholder && !piece.Is("pron.it"))
                return false;
        }

        return said;
    }

    /// <summary>删, 确认删除, 转吧: the verb of what waits for a yes, said again.</summary>
    public static bool Echoes(Analysis analysis, IReadOnlyList<PlannedCall> plan)
    {
        if (plan is not [{ } only])
            return false;
        var said = analysis.Text.Original.Trim().Trim('。', '!', '！', '.', ',', '，', '吧', '了', '啊', '呀', '确', '认', '请', '好', '嗯', '对', '就', ' ');
        return said switch
        {
            "删" or "删除" or "删掉" or "delete" or "delete it" => only.Tool.StartsWith("delete_", StringComparison.Ordinal),
            "合并" or "合" or "merge" or "merge them" => only.Tool.StartsWith("merge_", StringComparison.Ordinal),
            "转" or "转给他" or "转给她" or "转过去" or "移交" => only.Arguments.ContainsKey("owner"),
            "终止" or "作废" or "取消合同" => only.Tool == "cancel_contract",
            _ => false,
        };
    }

    /// <summary>先不标了, 算了,不换了, "no, leave it": a short no with nothing new in it.</summary>
    public static bool IsRefusal(Analysis analysis)
    {
        var words = 0;
        var refuses = false;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind == PieceKind.Punct)
                continue;
            if (piece.Kind is PieceKind.Name or PieceKind.Unknown or PieceKind.Value or PieceKind.Email or PieceKind.Phone)
                return false;
            if (words == 0)
                refuses = piece.Is("neg.cmd") || piece.Is("no");
            words++;
        }

        return refuses && words <= 5 && analysis.Text.Length <= 24;
    }

    public static Piece? FirstWord(Analysis analysis)
    {
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind != PieceKind.Punct)
                return piece;
        }

        return null;
    }

    public static string? SmallTalk(Analysis analysis) =>
        IsOnly(analysis, "thanks") ? "thanks" : IsOnly(analysis, "hello") ? "hello" : IsOnly(analysis, "bye") ? "bye" : null;

    /// <summary>"help", "what can you do", "how do I log a call?"</summary>
    public static bool IsHelp(Analysis analysis, out string? topic)
    {
        topic = null;
        Piece? help = null;
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind == PieceKind.Punct || (help is null && (piece.IsPlaceholder || piece.Is("hello") || piece.Is("polite")) && !piece.Is("help")))
                continue;
            if (help is null && !piece.Is("help"))
                return false;
            if (help is not null && piece.Kind == PieceKind.Name)
                return false;
            help ??= piece;
        }

        if (help is null)
            return false;
        var rest = Frames.Frame.TrimLead(Frames.Frame.Tidy(analysis.Slice(help.End, analysis.Text.Length)), "with", "about", "on", "me", "to", "a", "an", "the", "i");
        rest = rest.TrimEnd('?', '？', '!', '.', ' ');
        topic = rest.Length is > 0 and < 60 ? rest : null;
        return true;
    }
}

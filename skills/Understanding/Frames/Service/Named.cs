using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Frames.Service;

/// <summary>What a queue, a rule or an article is called: no index knows these names, so that they are read from where they stand.</summary>
internal static class Named
{
    private static readonly HashSet<string> Cuts =
    [
        "the", "a", "an", "my", "our", "this", "that", "to", "in", "into", "from", "of", "about", "onto", "on", "out of", "with", "by", "is", "are", "would", "have", "should", "me", "called", "named", "'s", "and", "all", "all the",
        "把", "将", "给", "从", "到", "在", "请", "帮我", "的", "里", "里的", "这条", "那条", "这个", "那个", "这篇", "那篇", "吧", "了",
    ];

    /// <summary>A new name may be any word ("queue Scrap"), even one that orders something elsewhere.</summary>
    private static readonly string[] NewEnds = ["lead.by", "category"];

    private static readonly HashSet<string> Leads = ["called", "named", "叫", "名叫", "叫做", "名为", "about", "for", "是", "一下", "name"];

    /// <summary>Quoted words, else what stands before the noun ("the Returns queue", 硬件组队列), else what follows it ("rule Close date", 文章 退货).</summary>
    public static string? Of(Frame frame, string noun, params string[] verbs)
    {
        if (frame.Quoted() is { } quoted)
            return quoted;
        var analysis = frame.Analysis;
        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            if (!analysis.Pieces[i].Is(noun))
                continue;
            return Before(frame, i, verbs) ?? After(frame, i, verbs);
        }

        return null;
    }

    /// <summary>The name a new one is to have: what is called so, else as <see cref="Of"/> reads it.</summary>
    public static string? New(Frame frame, string noun, params string[] verbs)
    {
        if (frame.Quoted() is { } quoted)
            return quoted;
        var analysis = frame.Analysis;
        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            if (analysis.Word(analysis.Pieces[i]) is "called" or "named" or "叫" or "名叫" or "叫做" or "名为")
                return After(frame, i, NewEnds);
        }

        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            if (analysis.Pieces[i].Is(noun))
                return After(frame, i, NewEnds) ?? Before(frame, i, verbs) ?? frame.Body();
        }

        return null;
    }

    private static string? Before(Frame frame, int noun, string[] verbs)
    {
        var pieces = frame.Analysis.Pieces;
        var end = noun;
        while (end > frame.Head.From && frame.Analysis.Word(pieces[end - 1]) is "的" or "这条" or "那条" or "这个" or "那个" or "这篇" or "这" or "那")
            end--;
        var start = end;
        while (start > frame.Head.From && !Stops(frame, pieces[start - 1], verbs))
            start--;
        return Text(frame, start, end);
    }

    private static string? After(Frame frame, int noun, string[] verbs)
    {
        var pieces = frame.Analysis.Pieces;
        var start = noun + 1;
        while (start < frame.To && (pieces[start].Kind == PieceKind.Punct || Leads.Contains(frame.Analysis.Word(pieces[start]))))
            start++;
        var end = start;
        while (end < frame.To && !Stops(frame, pieces[end], verbs) && !Ends(frame, end, start))
            end++;
        return Text(frame, start, end);
    }

    /// <summary>A colon ends a name; a comma does so too, unless the name itself has one ("Many interested, few won").</summary>
    private static bool Ends(Frame frame, int at, int start) =>
        at > start && frame.Analysis.Clauses.Exists(c => c.From == at && c.Before is Separator.Colon or Separator.Dash or Separator.Sentence);

    private static bool Stops(Frame frame, Piece piece, string[] verbs) =>
        Cuts.Contains(frame.Analysis.Word(piece)) || frame.IsUsed(piece) || piece.Name?.Has("user") == true || Array.Exists(verbs, piece.Is)
        || piece.Value?.Kind == Values.ValueKind.Duration && frame.Said(piece).StartsWith("over ", StringComparison.OrdinalIgnoreCase)
        || piece.Kind == PieceKind.Punct && frame.Analysis.Text.Text[piece.Start] is ':' or '：';

    private static string? Text(Frame frame, int start, int end)
    {
        if (start >= end)
            return null;
        var text = Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[start].Start, frame.Analysis.Pieces[end - 1].End)).TrimEnd('?', '？', '的', '吗'), "the", "that", "this");
        if (text.Length == 0)
            return null;
        for (var i = start; i < end; i++)
            frame.Use(frame.Analysis.Pieces[i]);
        return text;
    }

    /// <summary>What follows the last of some words up to the request's end.</summary>
    public static string? Following(Frame frame, Func<Piece, bool> cue)
    {
        for (var i = frame.To - 1; i >= frame.From; i--)
        {
            if (!cue(frame.Analysis.Pieces[i]))
                continue;
            var text = Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[i].End, frame.Last(frame.Request.End - 1))).TrimEnd('?', '？');
            return text.Length == 0 ? null : text;
        }

        return null;
    }

    public static bool Latin(Frame frame, Piece piece) => !Tokenizer.IsCjk(frame.Analysis.Text.Text[piece.Start]);
}

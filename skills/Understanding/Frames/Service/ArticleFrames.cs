using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class ArticleFrames
{
    private static readonly string[] Verbs =
    [
        "act.create", "act.write", "act.approve", "act.retire", "act.show", "act.read", "act.rename", "act.update", "act.delete", "polite", "act.edit", "q.wh", "attr",
    ];

    public static void Find(Frame frame)
    {
        SetType(frame);
        if (frame.First("astatus") is { } status)
            frame.Set("article_status", frame.Use(status).Sense("astatus")!.Value);
        frame.Set("text", frame.Quoted() ?? Named.Following(frame, p => p.Is("ctx.about") || p.Is("act.search") && frame.Analysis.Word(p) is "say about" or "关于")
            ?? frame.Leftover(p => p.Is("noun.article") || p.IsAny("act.") || p.IsPlaceholder || p.IsAny("q.") || p.Is("whose.all") || p.Is("namecue") || p.Is("self") || p.Is("we") || p.Is("ctx.about") || p.Is("did") || p.Is("noun.summary") || p.Is("attr") || p.Is("astatus")));
        if (frame.Args.TryGetValue("text", out var text) && text is string words)
            frame.Args["text"] = Frame.TrimLead(words, "about", "关于", "the").Replace("的内容", "", StringComparison.Ordinal).Replace("的文章", "", StringComparison.Ordinal).TrimEnd('的');
    }

    public static void Show(Frame frame) => SetArticle(frame);

    public static void Create(Frame frame)
    {
        SetType(frame);
        var title = Named.New(frame, "noun.article", Verbs);
        frame.Set("title", title);
        frame.Set("text", frame.Body() is { } body && body != title ? body : null);
    }

    public static void Edit(Frame frame)
    {
        if (frame.Has("act.rename"))
            frame.Set("title", QueueFrames.NewName(frame));
        else if (frame.Pieces.Any(p => p.Senses.Exists(s => s is { Class: "attr", Value: "title" or "subject" or "name" }) && !p.Quoted))
            frame.Set("title", Changed(frame)?.Trim('"', '“', '”'));
        else
            frame.Set("text", frame.Body() ?? Changed(frame));
        SetArticle(frame);
    }

    private static string? Changed(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.To - 2; i > frame.From; i--)
        {
            if (!(frame.Analysis.Word(pieces[i]) is "to" or "改成" or "改为" or "的内容改成" or "的内容改为"))
                continue;
            for (var j = i; j < frame.To; j++)
                frame.Use(pieces[j]);
            return Frame.Tidy(frame.Analysis.Slice(pieces[i].End, pieces[frame.To - 1].End));
        }

        return null;
    }

    public static void Approve(Frame frame) => SetArticle(frame);

    public static void Retire(Frame frame) => SetArticle(frame);

    private static void SetArticle(Frame frame)
    {
        var name = Named.Of(frame, "noun.article", Verbs);
        if (name is null or "it" && frame.FocusOf(Kinds.Article) is { } focus)
            name = focus.Reference;
        frame.Set("article", name);
    }

    private static void SetType(Frame frame)
    {
        if (frame.First("ktype") is { } type)
            frame.Set("type", type.Sense("ktype")!.Value);
    }
}

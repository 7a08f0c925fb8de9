using BotCrm.Core.Knowledge;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

/// <summary>How articles are told.</summary>
internal static class ArticleLines
{
    public static RecordRef Ref(ArticleView view) => new(Kinds.Article, view.Id, view.Title);

    public static string TypeOf(Words words, ArticleView view) => words.Term("type", view.Kind == ArticleKind.TalkTrack ? "talk_track" : "knowledge");

    public static string StatusOf(Words words, ArticleView view) => words.Term("article_status", view.Status.ToString().ToLowerInvariant());

    public static ArticleKind? KindOf(string? type) => type switch { null => null, "talk_track" => ArticleKind.TalkTrack, _ => ArticleKind.Knowledge };

    public static ChangeLine Created(Words words, ArticleView view)
    {
        var facts = new FactList(words).Add("type", TypeOf(words, view)).Add("language", view.Language).Add("tags", view.Tags).Add("status", StatusOf(words, view)).Add("text", view.Body);
        return new ChangeLine(Kinds.Article, view.Id, words.Say("line.article.create", ("title", view.Title)), facts.All) { Operation = ChangeLine.Created };
    }

    public static ChangeLine Changed(Words words, ArticleView before, ArticleView after)
    {
        var facts = new FactList(words)
            .Changed("title", before.Title, after.Title)
            .Changed("text", before.Body, after.Body)
            .Changed("language", before.Language, after.Language)
            .Changed("tags", words.Join(before.Tags), words.Join(after.Tags))
            .Changed("status", StatusOf(words, before), StatusOf(words, after));
        return new ChangeLine(Kinds.Article, after.Id, words.Say("line.article.update", ("title", after.Title)), facts.All);
    }
}

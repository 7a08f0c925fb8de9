using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("find_article", Effect.Read, Risk.None, "Finds approved articles and talk tracks by words; drafts only when they are asked for.")]
public static class FindArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Words of the title or the text.")] string? text = null,
        [Description("Which sort."), OneOf("knowledge", "talk_track")] string? type = null,
        [Description("Language: en, de, zh …")] string? language = null,
        [Description("Which state; approved when not given."), OneOf("draft", "approved", "retired")] string? articleStatus = null,
        CancellationToken ct = default)
    {
        var page = await context.Session.AskAsync(
            new ListArticles
            {
                Search = text,
                Kind = ArticleLines.KindOf(type),
                Language = language,
                Status = articleStatus is null ? null : Enum.Parse<ArticleStatus>(articleStatus, ignoreCase: true),
                Paging = ListAnswer.Page(context, null, null, false),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "articles")
            .Where("text", text)
            .Where("type", type is null ? null : words.Term("type", type))
            .Where("language", language)
            .Where("status", articleStatus is null ? null : words.Term("article_status", articleStatus))
            .Reply(page.Value, ["title", "type", "language", "status"], ArticleLines.Ref, a => [a.Title, ArticleLines.TypeOf(words, a), a.Language, ArticleLines.StatusOf(words, a)]);
    }
}

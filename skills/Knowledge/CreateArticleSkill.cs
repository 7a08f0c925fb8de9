using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("create_article", Effect.Write, Risk.Low, "Writes a new article or talk track as a draft.")]
public static class CreateArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its title.")] string title,
        [Description("Its text, in Markdown.")] string text,
        [Description("Which sort."), OneOf("knowledge", "talk_track")] string? type = null,
        [Description("Language: en, de, zh …")] string? language = null,
        [Description("Tags.")] IReadOnlyList<string>? tags = null,
        CancellationToken ct = default)
    {
        var created = await context.Session.RunAsync(new CreateArticle { Title = title, Body = text, Kind = ArticleLines.KindOf(type) ?? ArticleKind.Knowledge, Language = language, Tags = tags ?? [] }, ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([ArticleLines.Created(context.Words, created.Value)], [ArticleLines.Ref(created.Value)]);
    }
}

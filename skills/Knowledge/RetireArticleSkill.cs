using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("retire_article", Effect.Write, Risk.Low, "Takes an article out of use.")]
public static class RetireArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its title or words of it.")] string article,
        CancellationToken ct = default)
    {
        var (found, problem) = await ArticleChoice.FindAsync(context, article, null, ct);
        if (problem is not null) return problem;
        var after = await context.Session.RunAsync(new RetireArticle { Id = found!.Id }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([ArticleLines.Changed(context.Words, found, after.Value)], [ArticleLines.Ref(after.Value)]);
    }
}

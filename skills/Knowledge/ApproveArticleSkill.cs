using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("approve_article", Effect.Write, Risk.Low, "Approves a draft for everybody; the revision approved before is retired.")]
public static class ApproveArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its title or words of it.")] string article,
        CancellationToken ct = default)
    {
        var (found, problem) = await ArticleChoice.FindAsync(context, article, ArticleStatus.Draft, ct);
        if (problem is not null) return problem;
        var after = await context.Session.RunAsync(new ApproveArticle { Id = found!.Id }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([ArticleLines.Changed(context.Words, found, after.Value)], [ArticleLines.Ref(after.Value)]);
    }
}

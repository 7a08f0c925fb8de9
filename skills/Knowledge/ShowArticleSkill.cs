using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("show_article", Effect.Read, Risk.None, "Shows an article or talk track whole.")]
public static class ShowArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its title or words of it.")] string article,
        CancellationToken ct = default)
    {
        var (found, problem) = await ArticleChoice.FindAsync(context, article, null, ct);
        if (problem is not null) return problem;
        var words = context.Words;
        var head = $"{found!.Title} ({ArticleLines.TypeOf(words, found)}, {ArticleLines.StatusOf(words, found)})";
        return new Answered(new SaidReply(words.Language, head + "\n\n" + found.Body), [ArticleLines.Ref(found)]);
    }
}

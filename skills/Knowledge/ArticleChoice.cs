using System.Globalization;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Knowledge;

/// <summary>The article that a title means.</summary>
internal static class ArticleChoice
{
    public static async Task<(ArticleView? Article, SkillOutcome? Problem)> FindAsync(SkillContext context, string said, ArticleStatus? status, CancellationToken ct)
    {
        if (said.StartsWith("article:", StringComparison.Ordinal) && long.TryParse(said.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await context.Session.AskAsync(new GetArticle { Id = id }, ct) is { Ok: true, Value: var one } ? (one, null) : (null, NotFound(said));
        var all = new List<ArticleView>();
        foreach (var state in status is { } only ? [only] : new[] { ArticleStatus.Approved, ArticleStatus.Draft })
        {
            if (await context.Session.AskAsync(new ListArticles { Search = said, Status = state, Paging = new Paging(50) }, ct) is { Ok: true, Value: var page }) all.AddRange(page.Items);
        }

        var folded = NameFolding.Fold(said);
        var found = all.FindAll(a => NameFolding.Fold(a.Title) == folded);
        if (found.Count == 0) found = all;
        // What is in use is meant, unless there is nothing but a draft.
        if (found.Count > 1 && found.FindAll(a => a.Status == ArticleStatus.Approved) is { Count: > 0 } approved) found = approved;
        return found switch
        {
            [var one] => (one, null),
            [] => (null, NotFound(said)),
            _ => (null, new Ask("article", AnswerKind.Choice, context.Words.Say("which.name", ("kind", context.Words.Term("kind", Kinds.Article)), ("name", said)),
                [.. found.Take(8).Select(a => new Choice(a.Title, context.Words.Term("article_status", a.Status.ToString().ToLowerInvariant()), "article:" + a.Id.ToString(CultureInfo.InvariantCulture)))])),
        };
    }

    private static Refused NotFound(string said) => new(new Failure("name_not_found", FailureKind.NotFound, $"There is no article {said}.")
    {
        Data = new Dictionary<string, string> { ["kind"] = Kinds.Article, ["name"] = said.Length > 80 ? said[..79] + "…" : said },
    });
}

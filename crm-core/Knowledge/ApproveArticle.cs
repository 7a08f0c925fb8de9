using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Knowledge;

/// <summary>Approves a draft for everybody's use; the revision that was approved before is retired.</summary>
[Requires(Permissions.KnowledgeApprove)]
public sealed record ApproveArticle : Command<ArticleView>
{
    public required long Id { get; init; }

    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ArticleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ArticleRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var article = found.Value;
        if (Versions.Changed(Kinds.Article, Id, IfVersion, article.Version) is { } outdated)
            return outdated;
        if (article.Status != ArticleStatus.Draft)
            return ArticleRules.Wrong("article_not_a_draft", article, $"{article.Title} is {article.Status.ToString().ToLowerInvariant()}; only a draft can be approved.");
        foreach (var before in await session.Db.Articles.Where(one => one.ArticleId == article.ArticleId && one.Status == ArticleStatus.Approved).ToListAsync(ct))
            before.Status = ArticleStatus.Retired;
        (article.Status, article.ApprovedById, article.ApprovedAt) = (ArticleStatus.Approved, session.Actor.UserId, session.Now);
        await session.SaveAsync(ct);
        return ArticleRules.View(article, await session.DirectoryAsync(ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Knowledge;

/// <summary>Takes an article out of use: an approved one by who approves, a draft also by its author.</summary>
[Requires(Permissions.KnowledgeWrite)]
public sealed record RetireArticle : Command<ArticleView>
{
    public required long Id { get; init; }

    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ArticleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ArticleRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var article = found.Value;
        if (article.Status == ArticleStatus.Approved && !session.Actor.May(Permissions.KnowledgeApprove))
            return Policies.Refusal(Permissions.KnowledgeApprove, session.Actor);
        if (ArticleRules.NotYours(article, session.Actor) is { } notYours)
            return notYours;
        if (Versions.Changed(Kinds.Article, Id, IfVersion, article.Version) is { } outdated)
            return outdated;
        if (article.Status == ArticleStatus.Retired)
            return ArticleRules.Wrong("article_already_retired", article, $"{article.Title} is retired already.");
        article.Status = ArticleStatus.Retired;
        await session.SaveAsync(ct);
        return ArticleRules.View(article, await session.DirectoryAsync(ct));
    }
}

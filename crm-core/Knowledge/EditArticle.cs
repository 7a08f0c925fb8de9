using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Knowledge;

/// <summary>Changes a draft; of an approved or retired revision it makes a new draft, and leaves what is approved in use until that one is approved.</summary>
[Requires(Permissions.KnowledgeWrite)]
public sealed record EditArticle : Command<ArticleView>
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ArticleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ArticleRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var article = found.Value;
        if (Versions.Changed(Kinds.Article, Id, IfVersion, article.Version) is { } outdated)
            return outdated;
        var checks = new Checks();
        var title = checks.Changed(Title, Limits.Name, "title");
        var body = checks.Changed(Body, Limits.Body, "body");
        var language = ArticleRules.Language(checks, Language);
        var tags = Tags is null ? null : checks.Words(Tags, Limits.Word, "tags");
        if (checks.Failure is { } wrong)
            return wrong;
        if (article.Status != ArticleStatus.Draft)
        {
            if (await session.Db.Articles.FirstOrDefaultAsync(one => one.ArticleId == article.ArticleId && one.Status == ArticleStatus.Draft, ct) is { } draft)
                return ArticleRules.Wrong("article_has_draft", draft, $"There is a draft of this article already (number {draft.Id}); edit that one.");
            var revision = new Article
            {
                Id = await session.NewIdAsync(ct),
                ArticleId = article.ArticleId,
                Revision = await ArticleRules.NewestAsync(session, article.ArticleId, ct) + 1,
                Title = article.Title,
                Body = article.Body,
                Kind = article.Kind,
                Language = article.Language,
                Tags = article.Tags,
                AuthorId = session.Actor.UserId,
                CreatedAt = session.Now,
                UpdatedAt = session.Now,
            };
            session.Db.Articles.Add(revision);
            article = revision;
        }
        else if (ArticleRules.NotYours(article, session.Actor) is { } notYours)
        {
            return notYours;
        }
        article.Title = title ?? article.Title;
        article.Body = body ?? article.Body;
        article.Language = language ?? article.Language;
        article.Tags = tags ?? article.Tags;
        await session.SaveAsync(ct);
        return ArticleRules.View(article, await session.DirectoryAsync(ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;

namespace BotCrm.Core.Knowledge;

/// <summary>Articles; without a status those that are approved. Sorts: title (default), updated.</summary>
[Requires(Permissions.KnowledgeRead)]
public sealed record ListArticles : Query<Page<ArticleView>>
{
    private static readonly Sorts<Article> Sorts = new Sorts<Article>(article => article.Id)
        .By("title", article => article.Title)
        .By("updated", article => article.UpdatedAt);

    /// <summary>Words of the title, the text or the tags.</summary>
    public string? Search { get; init; }

    public ArticleKind? Kind { get; init; }

    public string? Language { get; init; }

    public ArticleStatus? Status { get; init; }

    /// <summary>All revisions of this article that the actor sees, whatever their status.</summary>
    public long? ArticleId { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<ArticleView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var articles = db.Articles.VisibleTo(session.Actor);
        if (ArticleId is { } article)
            articles = articles.Where(one => one.ArticleId == article);
        if (Status is { } status)
            articles = articles.Where(one => one.Status == status);
        else if (ArticleId is null)
            articles = articles.Where(one => one.Status == ArticleStatus.Approved);
        if (Kind is { } kind)
            articles = articles.Where(one => one.Kind == kind);
        if (!string.IsNullOrWhiteSpace(Language))
        {
            var language = Language.Trim().ToLowerInvariant();
            articles = articles.Where(one => one.Language == language);
        }
        if (!string.IsNullOrWhiteSpace(Search))
        {
            if (SearchWords.Exactly(Search, SearchColumn.Anywhere) is not { } asked)
                return new Page<ArticleView>([], null, 0);
            var rows = db.RecordSearch.Matches(db, RecordIndex.CodeOf(Kinds.Article), asked).Select(match => match.Id);
            articles = articles.Where(one => rows.Contains(one.Id));
        }
        var page = await Sorts.PageAsync(articles, Paging, ct);
        if (!page.Ok)
            return page.Failure;
        var directory = await session.DirectoryAsync(ct);
        return new Page<ArticleView>([.. page.Value.Items.Select(one => ArticleRules.View(one, directory))], page.Value.Next, page.Value.Total);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Knowledge;

/// <summary>Writes a new article as a draft.</summary>
[Requires(Permissions.KnowledgeWrite)]
public sealed record CreateArticle : Command<ArticleView>
{
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Body { get; init; }

    public ArticleKind Kind { get; init; }

    /// <summary>The actor's own language when not given.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    protected internal override async Task<Result<ArticleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var title = checks.Required(Title, Limits.Name, "title");
        var body = checks.Required(Body, Limits.Body, "body");
        var tags = checks.Words(Tags, Limits.Word, "tags");
        var language = ArticleRules.Language(checks, Language) ?? session.Actor.Language;
        checks.Known<ArticleKind>(Kind, "kind");
        if (checks.Failure is { } wrong)
            return wrong;
        var id = await session.NewIdAsync(ct);
        var article = new Article
        {
            Id = id,
            ArticleId = id,
            Revision = 1,
            Title = title,
            Body = body,
            Kind = Kind,
            Language = language,
            Tags = tags,
            AuthorId = session.Actor.UserId,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        session.Db.Articles.Add(article);
        await session.SaveAsync(ct);
        return ArticleRules.View(article, await session.DirectoryAsync(ct));
    }
}

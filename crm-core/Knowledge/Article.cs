using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Knowledge;

public enum ArticleKind
{
    Knowledge,

    /// <summary>What may be said to a customer in a situation, in approved words.</summary>
    TalkTrack,
}

public enum ArticleStatus
{
    Draft,
    Approved,
    Retired,
}

/// <summary>
/// One revision of an article: a draft until somebody with the right approves it, which retires the revision that was approved before. An approved
/// text never changes; an edit makes a new draft.
/// </summary>
public sealed class Article
{
    public long Id { get; internal set; }

    /// <summary>The id of its first revision: what all revisions share.</summary>
    public long ArticleId { get; internal set; }

    public int Revision { get; internal set; }

    public string Title { get; internal set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; internal set; } = "";

    public ArticleKind Kind { get; internal set; }

    public string Language { get; internal set; } = "";

    public IReadOnlyList<string> Tags { get; internal set; } = [];

    public ArticleStatus Status { get; internal set; }

    public long AuthorId { get; internal set; }

    public long? ApprovedById { get; internal set; }

    public DateTimeOffset? ApprovedAt { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }
}

internal sealed class ArticleMap : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.IsRecord("articles");
        builder.Property(article => article.Title).HasMaxLength(Limits.Name).SortsWithoutCase();
        builder.Property(article => article.Body).HasMaxLength(Limits.Body);
        builder.Property(article => article.Kind).AsLowerCase();
        builder.Property(article => article.Language).HasMaxLength(Limits.Language);
        builder.PrimitiveCollection(article => article.Tags).ElementType().HasMaxLength(Limits.Word);
        builder.Property(article => article.Status).AsLowerCase();
        builder.RefersTo<Article, User>(nameof(Article.AuthorId));
        builder.RefersTo<Article, User>(nameof(Article.ApprovedById));
        builder.HasIndex(article => new { article.ArticleId, article.Revision }).IsUnique();
    }
}

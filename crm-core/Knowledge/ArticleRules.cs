using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Knowledge;

/// <param name="ArticleId">What all its revisions share.</param>
public sealed record ArticleView(
    long Id,
    long ArticleId,
    int Revision,
    string Title,
    string Body,
    ArticleKind Kind,
    string Language,
    IReadOnlyList<string> Tags,
    ArticleStatus Status,
    long AuthorId,
    string AuthorName,
    string? ApprovedByName,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version);

internal static class ArticleRules
{
    public static ArticleView View(Article one, UserDirectory directory) => new(
        one.Id, one.ArticleId, one.Revision, one.Title, one.Body, one.Kind, one.Language, one.Tags, one.Status, one.AuthorId, directory[one.AuthorId].Name,
        one.ApprovedById is { } approver ? directory[approver].Name : null, one.ApprovedAt, one.CreatedAt, one.UpdatedAt, one.Version);

    public static async Task<Result<Article>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        var article = await session.Db.Articles.VisibleTo(session.Actor).FirstOrDefaultAsync(one => one.Id == id, ct);
        return article is null ? Failure.NotFound(Kinds.Article, id) : article;
    }

    public static Task<int> NewestAsync(CrmSession session, long articleId, CancellationToken ct) =>
        session.Db.Articles.Where(one => one.ArticleId == articleId).MaxAsync(one => one.Revision, ct);

    /// <summary>A draft is its author's, and of those who approve.</summary>
    public static Failure? NotYours(Article article, Actor actor) => article.AuthorId == actor.UserId || actor.May(Permissions.KnowledgeApprove)
        ? null
        : Failure.Forbidden(Policies.OwnRecordsOnly, "Only its author and who approves articles change this draft.");

    public static Failure Wrong(string code, Article article, string message) => Failure.Conflict(code, message) with
    {
        Data = new Dictionary<string, string> { ["id"] = article.Id.ToString(CultureInfo.InvariantCulture), ["name"] = article.Title },
    };

    public static string? Language(Checks checks, string? language)
    {
        var tag = language?.Trim().ToLowerInvariant();
        checks.Require(tag is null || (tag.Length is >= 2 and <= 10 && tag.All(c => char.IsAsciiLetter(c) || c == '-')), "unknown_language", "language must be a language tag such as en, de or zh.", "language");
        return tag;
    }
}

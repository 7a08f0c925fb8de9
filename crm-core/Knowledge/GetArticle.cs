using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Knowledge;

/// <summary>One revision of an article.</summary>
[Requires(Permissions.KnowledgeRead)]
public sealed record GetArticle : Query<ArticleView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ArticleView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ArticleRules.FindAsync(session, Id, ct);
        return found.Ok ? ArticleRules.View(found.Value, await session.DirectoryAsync(ct)) : found.Failure;
    }
}

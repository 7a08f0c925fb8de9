using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>What was said or done: full-text search over interactions and tickets the actor may see, English and Chinese, best first; with no text, the newest.</summary>
public sealed record SearchHistory : Query<IReadOnlyList<Passage>>
{
    public string? Text { get; init; }

    public long? CustomerId { get; init; }

    public long? ContactId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public int Limit { get; init; } = 5;

    protected internal override Task<Result<IReadOnlyList<Passage>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

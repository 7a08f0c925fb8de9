using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>Interactions. Sorts: when (default, newest first when Descending), created.</summary>
public sealed record ListInteractions : Query<Page<InteractionView>>
{
    public long? CustomerId { get; init; }

    public long? ContactId { get; init; }

    public long? AuthorId { get; init; }

    public InteractionKind? Kind { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public bool? Resolved { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<InteractionView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Opportunities. Sorts: close_date (default), amount, name, created, updated, stage.</summary>
public sealed record ListOpportunities : Query<Page<OpportunityView>>
{
    public long? CustomerId { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public Stage? Stage { get; init; }

    /// <summary>True: not won or lost; false: won or lost.</summary>
    public bool? Open { get; init; }

    public bool? Overdue { get; init; }

    public DateOnly? CloseFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? CloseTo { get; init; }

    public DateTimeOffset? ClosedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ClosedTo { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Currency { get; init; }

    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<OpportunityView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

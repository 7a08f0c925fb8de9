using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>Won and lost by person and currency for a period (by when they closed), best first, then the total with Person null.</summary>
public sealed record Performance : Query<IReadOnlyList<PerformanceRow>>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override Task<Result<IReadOnlyList<PerformanceRow>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

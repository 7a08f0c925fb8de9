using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>The forecast for a period. Stage probabilities: lead 10 %, qualified 25 %, proposal 50 %, negotiation 75 %.</summary>
public sealed record Forecast : Query<IReadOnlyList<ForecastRow>>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override Task<Result<IReadOnlyList<ForecastRow>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

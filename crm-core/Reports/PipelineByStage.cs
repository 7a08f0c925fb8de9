using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>The pipeline by stage. From/To limit open opportunities by close date and closed ones by when they closed; without them all open ones count. Refused by amounts_hidden_from_support.</summary>
public sealed record PipelineByStage : Query<Pipeline>
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public DateOnly? From { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? To { get; init; }

    protected internal override Task<Result<Pipeline>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

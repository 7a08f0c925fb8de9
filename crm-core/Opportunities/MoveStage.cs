using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Moves between open stages, or reopens a closed one. Won and lost have their own commands.</summary>
public sealed record MoveStage : Command<OpportunityView>
{
    public required long Id { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Deletes an opportunity: managers and admin, or the owner while it is a lead.</summary>
public sealed record DeleteOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

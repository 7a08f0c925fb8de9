using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>One opportunity.</summary>
public sealed record GetOpportunity : Query<OpportunityView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

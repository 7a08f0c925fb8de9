using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>One opportunity.</summary>
[Requires(Permissions.OpportunitiesRead)]
public sealed record GetOpportunity : Query<OpportunityView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await OpportunityRows.ViewAsync(session, Id, ct);
}

using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Moves between open stages, or reopens a closed one. Won and lost have their own commands.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record MoveStage : Command<OpportunityView>
{
    public required long Id { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Stage is not (Stage.Lead or Stage.Qualified or Stage.Proposal or Stage.Negotiation))
            return OpportunityFailures.NotAnOpenStage();
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        if (opportunity.Stage == Stage)
            return OpportunityFailures.AlreadyInStage(opportunity);

        if (opportunity.Closed && await SalesConsistency.ContractOnAsync(session, Id, ct) is { } contract)
            return OpportunityFailures.HasContract(opportunity, contract);

        opportunity.MoveTo(Stage, session.Now);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, Id, ct);
    }
}

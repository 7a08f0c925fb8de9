using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Marks as lost, with the reason.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record LoseOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        var check = new Checks();
        var reason = check.Required(Reason, Limits.Text, "reason");
        check.AdminTime(session, ClosedAt, "closedAt");
        if (check.Failure is { } failure)
            return failure;
        if (opportunity is { Closed: true, Won: false })
            return OpportunityFailures.AlreadyLost(opportunity);

        if (await SalesConsistency.ContractOnAsync(session, Id, ct) is { } contract)
            return OpportunityFailures.HasContract(opportunity, contract);

        var at = ClosedAt ?? session.Now;
        opportunity.Probability = null;
        opportunity.Lose(session.Pipelines.Of(opportunity.Pipeline).Lost.Stage, at, OpportunityRules.DayOf(session, at), reason);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, Id, ct);
    }
}

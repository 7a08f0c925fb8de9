using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>Opens an opportunity to sell what follows a contract: worth as much, to be decided by the last day for notice.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record OpenRenewal : Command<OpportunityView>
{
    public required long Id { get; init; }

    public decimal? Amount { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContractRules.ForChangeAsync(session, Id, null, ct);
        if (!found.Ok)
            return found.Failure;
        var contract = found.Value;
        if (contract.Status == ContractStatus.Cancelled)
            return ContractFailures.Cancelled(contract);
        if (await session.Db.Contracts.AnyAsync(one => one.RenewsId == Id, ct))
            return ContractFailures.AlreadyRenewed(contract);
        if (contract.EndsOn is null)
            return ContractFailures.NoEnd(contract);
        return await new CreateOpportunity
        {
            CustomerId = contract.CustomerId,
            Name = contract.Title,
            Amount = Amount ?? (contract.ValueMinor / 100m),
            Currency = contract.Currency,
            CloseDate = ContractRules.NoticeBy(contract),
        }.RunAsync(session, ct);
    }
}

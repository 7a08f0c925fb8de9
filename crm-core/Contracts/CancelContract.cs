using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>Ends a contract before its time. Payments that nothing came in for are taken off; what was received stays.</summary>
[Requires(Permissions.ContractsWrite)]
public sealed record CancelContract : Command<ContractView>
{
    public required long Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ContractView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContractRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var contract = found.Value;
        var check = new Checks();
        var reason = check.Required(Reason, Limits.Text, "reason");
        if (check.Failure is { } failure)
            return failure;
        if (contract.Status == ContractStatus.Cancelled)
            return ContractFailures.Cancelled(contract);

        contract.Status = ContractStatus.Cancelled;
        contract.CancelReason = reason;
        contract.CancelledAt = session.Now;
        session.Db.Payments.RemoveRange(await session.Db.Payments.Where(one => one.ContractId == Id && one.ReceivedMinor == 0).ToListAsync(ct));
        await session.SaveAsync(ct);
        return await ContractRows.ViewAsync(session, Id, ct);
    }
}

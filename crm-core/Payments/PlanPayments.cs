using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>
/// Plans how a contract is paid; a plan there was is replaced, but for what was received. The instalments sum to the contract's value (less what
/// was received) exactly, or the failure names the difference.
/// </summary>
[Requires(Permissions.PaymentsWrite)]
public sealed record PlanPayments : Command<IReadOnlyList<PaymentView>>
{
    public required long ContractId { get; init; }

    public required PaymentPlan Plan { get; init; }

    protected internal override async Task<Result<IReadOnlyList<PaymentView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContractRules.ForChangeAsync(session, ContractId, null, ct);
        if (!found.Ok)
            return found.Failure;
        var contract = found.Value;
        if (contract.Status == ContractStatus.Cancelled)
            return ContractFailures.Cancelled(contract);
        var old = await session.Db.Payments.Where(one => one.ContractId == ContractId).OrderBy(one => one.Number).ToListAsync(ct);
        if (await Planning.LayAsync(session, contract, Plan, old, ct) is { } failure)
            return failure;
        await session.SaveAsync(ct);
        return Result.Of(await PaymentRows.OfContractAsync(session, ContractId, ct));
    }
}

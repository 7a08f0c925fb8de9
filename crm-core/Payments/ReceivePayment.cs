using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>
/// Notes money that came in: for one payment, or for a contract, whose oldest open payments it then settles one after the other. Without an
/// amount, all that is open on that payment (of a contract: on its oldest open one). More than is open is refused unless it is said to be meant.
/// </summary>
[Requires(Permissions.PaymentsWrite)]
public sealed record ReceivePayment : Command<IReadOnlyList<PaymentView>>
{
    public long? Id { get; init; }

    public long? ContractId { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>When it came in; today for the company unless given. Not in the future.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>True: more than is open is meant; the last payment takes it.</summary>
    public bool MayExceed { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<IReadOnlyList<PaymentView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        Payment? one = null;
        if (Id is { } id)
        {
            one = await db.Payments.VisibleTo(session.Actor, db).SingleOrDefaultAsync(payment => payment.Id == id, ct);
            if (one is null)
                return Failure.NotFound(Kinds.Payment, id);
            if (Versions.Changed(Kinds.Payment, id, IfVersion, one.Version) is { } conflict)
                return conflict;
        }
        if ((one?.ContractId ?? ContractId) is not { } contractId)
            return Failure.Invalid("required", "payment or contract is needed.", "contract") with { Data = new Dictionary<string, string> { ["field"] = "contract" } };
        var found = await ContractRules.ForChangeAsync(session, contractId, null, ct);
        if (!found.Ok)
            return found.Failure;
        var contract = found.Value;

        var check = new Checks();
        check.Amount(Amount, contract.Currency, "amount");
        check.Day(Day, "day");
        var day = Day ?? session.CompanyToday;
        if (day > session.CompanyToday.AddDays(1))
            check.Fail("in_future", "day must not lie in the future; what is expected stands in the plan.", "day");
        if (check.Failure is { } failure)
            return failure;

        List<Payment> targets = one is not null ? [one] : await db.Payments.Where(payment => payment.ContractId == contractId && !payment.Settled).OrderBy(payment => payment.DueOn).ThenBy(payment => payment.Number).ToListAsync(ct);
        if (targets.Count == 0 && MayExceed && await db.Payments.Where(payment => payment.ContractId == contractId).OrderByDescending(payment => payment.Number).FirstOrDefaultAsync(ct) is { } last)
            targets = [last];
        if (targets.Count == 0)
            return PaymentFailures.NothingOpen(contract);
        var open = targets.Sum(payment => payment.OpenMinor);
        var given = Amount is { } amount ? new Money(amount, contract.Currency).Minor : targets[0].OpenMinor;
        if (given == 0)
            return PaymentFailures.NothingOpen(contract);
        if (given > open && !MayExceed)
            return PaymentFailures.TooMuch(contract, open, given);

        for (var i = 0; i < targets.Count && given > 0; i++)
        {
            var part = i == targets.Count - 1 ? given : Math.Min(given, targets[i].OpenMinor);
            targets[i].Receive(part, day);
            given -= part;
        }
        await session.SaveAsync(ct);
        return Result.Of(await PaymentRows.OfContractAsync(session, contractId, ct));
    }
}

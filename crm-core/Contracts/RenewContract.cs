using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>
/// Makes the contract that follows: it begins the day after, runs as long and costs as much unless said otherwise, and renews the same way. A
/// contract is renewed once.
/// </summary>
[Requires(Permissions.ContractsWrite)]
public sealed record RenewContract : Command<ContractView>
{
    public required long Id { get; init; }

    public DateOnly? EndsOn { get; init; }

    public decimal? Value { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ContractView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContractRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var old = found.Value;
        if (old.Status == ContractStatus.Cancelled)
            return ContractFailures.Cancelled(old);
        if (old.EndsOn is not { } end)
            return ContractFailures.NoEnd(old);
        if (await session.Db.Contracts.AnyAsync(one => one.RenewsId == Id, ct))
            return ContractFailures.AlreadyRenewed(old);
        var start = end.AddDays(1);
        var until = EndsOn ?? ContractRules.FollowingEnd(old.StartsOn, end);
        var check = new Checks();
        check.Amount(Value, old.Currency, "value");
        ContractRules.Terms(check, start, until, old.Renewal, old.NoticeDays);
        if (check.Failure is { } failure)
            return failure;

        var follower = new Contract
        {
            Id = await session.NewIdAsync(ct),
            Number = await ContractRules.NextNumberAsync(session, ct),
            Title = old.Title,
            CustomerId = old.CustomerId,
            RenewsId = old.Id,
            OwnerId = old.OwnerId,
            StartsOn = start,
            EndsOn = until,
            ValueMinor = Value is { } value ? new Money(value, old.Currency).Minor : old.ValueMinor,
            Currency = old.Currency,
            Renewal = old.Renewal,
            NoticeDays = old.NoticeDays,
            Status = ContractStatus.Active,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        session.Db.Contracts.Add(follower);
        await session.SaveAsync(ct);
        return await ContractRows.ViewAsync(session, follower.Id, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <param name="By">Name of who did it; null: it came by itself.</param>
public sealed record LifecycleStep(Lifecycle? From, Lifecycle To, DateTimeOffset At, string? By, string? Reason);

/// <summary>How a customer came to be what it is, oldest first (the newest hundred steps).</summary>
[Requires(Permissions.CustomersRead)]
public sealed record GetLifecycle : Query<IReadOnlyList<LifecycleStep>>
{
    public required long CustomerId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<LifecycleStep>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await CustomerRules.FindAsync(session, CustomerId, ct) is { Ok: false } missing)
            return missing.Failure;
        var directory = await session.DirectoryAsync(ct);
        var steps = await session.Db.LifecycleChanges.AsNoTracking().Where(one => one.CustomerId == CustomerId)
            .OrderByDescending(one => one.At).ThenByDescending(one => one.ChangeSetId).ThenByDescending(one => one.Ordinal).Take(100).ToListAsync(ct);
        steps.Reverse();
        return steps.ConvertAll(one => new LifecycleStep(one.FromLifecycle, one.ToLifecycle, one.At, directory.Find(one.ById)?.Name, one.Reason));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>How what the program does by itself is going, by name.</summary>
[Requires(Permissions.AuditVerify)]
public sealed record GetBackgroundState : Query<IReadOnlyList<BackgroundState>>
{
    protected internal override async Task<Result<IReadOnlyList<BackgroundState>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var now = session.Now;
        return await session.Db.BackgroundLeases.AsNoTracking().OrderBy(lease => lease.Name)
            .Select(lease => new BackgroundState(lease.Name, lease.Holder != null && lease.Until > now, lease.StartedAt, lease.FinishedAt, lease.SucceededAt, lease.NextAt, lease.Failures, lease.LastError))
            .ToListAsync(ct);
    }
}

/// <param name="Failures">Failed runs since the last good one.</param>
/// <param name="LastError">Why the last one failed; null when it went well.</param>
public sealed record BackgroundState(string Name, bool Running, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? SucceededAt, DateTimeOffset NextAt, int Failures, string? LastError);

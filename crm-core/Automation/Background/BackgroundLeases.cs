using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>
/// Takes, prolongs and gives back leases. A lease is taken by one conditional update: whichever store, of two instances that try only one
/// changes the row.
/// </summary>
internal sealed class BackgroundLeases(Crm crm)
{
    private static readonly Origin Origin = new("system");

    public async Task<BackgroundLease?> LookAsync(string name, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, Origin, ct);
        return await session.Db.BackgroundLeases.SingleOrDefaultAsync(lease => lease.Name == name, ct);
    }

    /// <summary>True when the task is due and is this holder's to run until then.</summary>
    public Task<bool> TakeAsync(string name, string holder, TimeSpan life, CancellationToken ct) => ChangeAsync(
        async session =>
        {
            var (db, now, until) = (session.Db, session.Now, session.Now + life);
            await db.Database.ExecuteSqlAsync($"INSERT INTO background_leases (name, until, next_at, failures) VALUES ({name}, 0, 0, 0) ON CONFLICT (name) DO NOTHING", ct);
            return await db.BackgroundLeases.Where(lease => lease.Name == name && lease.NextAt <= now && (lease.Holder == null || lease.Until <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Holder, holder).SetProperty(lease => lease.Until, until).SetProperty(lease => lease.StartedAt, now), ct);
        },
        ct);

    /// <summary>False when another instance has taken it meanwhile, because this one seemed dead.</summary>
    public Task<bool> ProlongAsync(string name, string holder, TimeSpan life, CancellationToken ct) => ChangeAsync(
        session =>
        {
            var until = session.Now + life;
            return session.Db.BackgroundLeases.Where(lease => lease.Name == name && lease.Holder == holder)
                .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Until, until), ct);
        },
        ct);

    public Task<bool> GiveBackAsync(string name, string holder, DateTimeOffset nextAt, int failures, string? error, CancellationToken ct) => ChangeAsync(
        session =>
        {
            var now = session.Now;
            return session.Db.BackgroundLeases.Where(lease => lease.Name == name && lease.Holder == holder).ExecuteUpdateAsync(
                set => set.SetProperty(lease => lease.Holder, (string?)null)
                    .SetProperty(lease => lease.Until, now)
                    .SetProperty(lease => lease.NextAt, nextAt)
                    .SetProperty(lease => lease.FinishedAt, now)
                    .SetProperty(lease => lease.Failures, failures)
                    .SetProperty(lease => lease.LastError, error),
                ct);
        },
        ct);

    private async Task<bool> ChangeAsync(Func<CrmSession, Task<int>> change, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        if (await change(session) == 0)
            return false;
        await session.CommitAsync(ct);
        return true;
    }
}

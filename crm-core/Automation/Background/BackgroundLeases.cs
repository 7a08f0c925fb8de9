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

    /// <summary>The run was cut off: whoever comes next may begin at once. It neither failed nor went well.</summary>
    public Task<bool> GiveBackAsync(string name, string holder, DateTimeOffset nextAt, CancellationToken ct) => ChangeAsync(
        session =>
        {
            var now = session.Now;
            return Held(session, name, holder).ExecuteUpdateAsync(
                set => set.SetProperty(lease => lease.Holder, (string?)null)
                    .SetProperty(lease => lease.Until, now)
                    .SetProperty(lease => lease.NextAt, nextAt)
                    .SetProperty(lease => lease.FinishedAt, now),
                ct);
        },
        ct);

    public Task<bool> SucceededAsync(string name, string holder, DateTimeOffset nextAt, CancellationToken ct) => ChangeAsync(
        session =>
        {
            var now = session.Now;
            return Held(session, name, holder).ExecuteUpdateAsync(
                set => set.SetProperty(lease => lease.Holder, (string?)null)
                    .SetProperty(lease => lease.Until, now)
                    .SetProperty(lease => lease.NextAt, nextAt)
                    .SetProperty(lease => lease.FinishedAt, now)
                    .SetProperty(lease => lease.SucceededAt, now)
                    .SetProperty(lease => lease.Failures, 0)
                    .SetProperty(lease => lease.LastError, (string?)null),
                ct);
        },
        ct);

    /// <param name="name">The task.</param>
    /// <param name="holder">Who ran it.</param>
    /// <param name="nextAt">When it is tried again.</param>
    /// <param name="failures">In a row, with this one.</param>
    /// <param name="error">What broke.</param>
    /// <param name="alarm">Tell the administrators when this is the first in a row; in this transaction, so that it is told once whichever instance fails next.</param>
    /// <param name="ct">Cancels.</param>
    public Task<bool> FailedAsync(string name, string holder, DateTimeOffset nextAt, int failures, string error, bool alarm, CancellationToken ct) => ChangeAsync(
        async session =>
        {
            var now = session.Now;
            var changed = await Held(session, name, holder).ExecuteUpdateAsync(
                set => set.SetProperty(lease => lease.Holder, (string?)null)
                    .SetProperty(lease => lease.Until, now)
                    .SetProperty(lease => lease.NextAt, nextAt)
                    .SetProperty(lease => lease.FinishedAt, now)
                    .SetProperty(lease => lease.Failures, failures)
                    .SetProperty(lease => lease.LastError, error),
                ct);
            if (changed == 0 || !alarm || failures > 1)
                return changed;
            foreach (var admin in (await session.DirectoryAsync(ct)).People.Where(person => person.Active && person.Role == Role.Admin).OrderBy(person => person.Id))
                await session.NotifyAsync(admin.Id, "task_failed", data: new Dictionary<string, string> { ["task"] = name, ["error"] = error }, ct: ct);
            return changed;
        },
        ct);

    private static IQueryable<BackgroundLease> Held(CrmSession session, string name, string holder) =>
        session.Db.BackgroundLeases.Where(lease => lease.Name == name && lease.Holder == holder);

    private async Task<bool> ChangeAsync(Func<CrmSession, Task<int>> change, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        if (await change(session) == 0)
            return false;
        await session.CommitAsync(ct);
        return true;
    }
}

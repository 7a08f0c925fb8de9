using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Forgets notifications after three months.</summary>
internal sealed class OldNotificationsTask(Crm crm) : IBackgroundTask
{
    private const int Batch = 500;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public string Name => "old-notifications";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, RuleScan.Origin, ct);
        var before = now - KeptFor;
        var old = await session.Db.Notifications.Where(row => row.CreatedAt < before).OrderBy(row => row.CreatedAt).Take(Batch).Select(row => row.Id).ToArrayAsync(ct);
        if (old.Length == 0)
            return false;
        await session.Db.NotificationDeliveries.Where(row => old.Contains(row.NotificationId)).ExecuteDeleteAsync(ct);
        await session.Db.Notifications.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(ct);
        await session.CommitAsync(ct);
        return old.Length == Batch;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage.Backup;

/// <param name="SucceededAt">When one was last taken and found whole; null: never yet.</param>
/// <param name="NextAt">When the next one is due; null: none is taken by itself.</param>
/// <param name="Failures">Tries that failed since the last good one.</param>
/// <param name="Files">The backups in the folder of this instance, the newest first.</param>
public sealed record BackupsView(DateTimeOffset? SucceededAt, DateTimeOffset? NextAt, bool Running, int Failures, string? LastError, IReadOnlyList<BackupFile> Files);

public sealed record BackupFile(string Name, long Bytes);

/// <summary>When the last backup was taken, when the next is due, and which are kept.</summary>
[Requires(Permissions.SettingsManage)]
public sealed record GetBackups : Query<BackupsView>
{
    protected internal override async Task<Result<BackupsView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var lease = await session.Db.BackgroundLeases.AsNoTracking().SingleOrDefaultAsync(one => one.Name == BackupTask.TaskName, ct);
        var on = session.Options.Backup.Every > TimeSpan.Zero;
        return new BackupsView(
            lease?.SucceededAt, on ? lease?.NextAt ?? session.Now : null, lease is { Holder: not null } && lease.Until > session.Now, lease?.Failures ?? 0, lease?.LastError,
            StoreBackups.Kept(session.Options));
    }
}

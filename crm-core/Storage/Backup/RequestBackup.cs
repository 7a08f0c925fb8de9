using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage.Backup;

/// <summary>
/// Has a backup taken now instead of at its time: the background work takes it, for a file is no part of a transaction. The next one by itself
/// is due a whole interval later.
/// </summary>
[Requires(Permissions.SettingsManage)]
public sealed record RequestBackup : Command<BackupsView>
{
    /// <summary>The audit entry that tells who asked for one.</summary>
    private const string Note = "backup";

    protected internal override async Task<Result<BackupsView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (session.Options.Backup.Every <= TimeSpan.Zero)
            return Failure.Conflict("backups_off", "This server takes no backups (Backup:EveryHours is 0); switch them on, or take one with the command \"backup\".");
        var now = session.Now;
        var (db, never) = (session.Db, DateTimeOffset.UnixEpoch);
        if (await db.BackgroundLeases.Where(lease => lease.Name == BackupTask.TaskName).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.NextAt, now), ct) == 0)
            db.Add(new Automation.BackgroundLease { Name = BackupTask.TaskName, Until = never, NextAt = now });
        session.Recorder.Note(Note, 0, Note, "{}");
        await session.SaveAsync(ct);
        return await session.AskAsync(new GetBackups(), ct);
    }
}

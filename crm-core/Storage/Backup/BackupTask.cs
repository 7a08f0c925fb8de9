using BotCrm.Core.Automation;

namespace BotCrm.Core.Storage.Backup;

/// <summary>Backs the store up by itself. A lease sees to it that of several instances one does.</summary>
internal sealed class BackupTask(CrmOptions options) : IBackgroundTask
{
    public const string TaskName = "backup";

    public string Name => TaskName;

    public TimeSpan Every => options.Backup.Every;

    /// <summary>Nobody misses a backup until it is needed.</summary>
    public bool AlarmsWhenFailing => true;

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await StoreBackups.TakeAsync(options, now, ct);
        return false;
    }
}

namespace BotCrm.Core.Storage.Backup;

/// <summary>How one database is written to a file while others write to it, and read back.</summary>
internal interface IStoreBackup
{
    /// <summary>The ending of its files, with the dot.</summary>
    string Ending { get; }

    /// <summary>Writes the store as it is at one moment; nobody waits for it.</summary>
    Task TakeAsync(string file, CancellationToken ct);

    /// <summary>Reads the whole file and refuses one that could not be restored.</summary>
    /// <exception cref="StoreException">It is damaged, or of another database.</exception>
    Task CheckAsync(string file, CancellationToken ct);

    /// <summary>Brings the file back into an empty place. <paramref name="whole"/> looks at what was brought back; what it refuses is taken away again.</summary>
    /// <exception cref="StoreException">The place is not empty, or the backup was refused.</exception>
    Task RestoreAsync(string file, Func<CrmOptions, Task> whole, CancellationToken ct);
}

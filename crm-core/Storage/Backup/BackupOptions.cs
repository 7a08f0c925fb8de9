namespace BotCrm.Core.Storage.Backup;

/// <summary>When the store is backed up, where to, and how many backups are kept.</summary>
public sealed record BackupOptions
{
    /// <summary>Null: the folder <c>backups</c> beside the data file.</summary>
    public string? Folder { get; init; }

    /// <summary>Zero: never by itself.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>So many of the newest stay; what is older is deleted once a newer one was checked.</summary>
    public int Keep { get; init; } = 14;

    /// <summary>A second folder, on another machine or medium, that each backup is copied to; null: none.</summary>
    public string? CopyTo { get; init; }
}

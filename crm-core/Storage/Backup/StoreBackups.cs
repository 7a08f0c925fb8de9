using System.Globalization;
using System.Security.Cryptography;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Privacy.Keys;

namespace BotCrm.Core.Storage.Backup;

/// <summary>What a restored store holds. <paramref name="Warning"/>: what the operator should know; null when there is nothing.</summary>
public sealed record RestoredStore(long AuditEntries, string? Warning);

/// <summary>
/// Backs the store up to files and restores it from them. A backup is <c>botcrm-{time}.db</c> (SQLite) or <c>.dump</c> (PostgreSQL) and beside it
/// <c>.sha256</c>. Key files are never in it: who has the backup alone cannot read sealed fields.
/// </summary>
public static class StoreBackups
{
    private const string Prefix = "botcrm-";
    private const string Checksum = ".sha256";
    private const string Unfinished = ".part";

    private static readonly Origin Origin = new("command");

    /// <summary>The backup folder that the options mean.</summary>
    public static string FolderOf(CrmOptions options) => options.Backup.Folder ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(options.Path))!, "backups");

    /// <summary>Takes a backup into the folder, checks it, copies it to the second folder and deletes the oldest beyond what is kept.</summary>
    /// <returns>The file.</returns>
    public static async Task<string> TakeAsync(CrmOptions options, DateTimeOffset now, CancellationToken ct = default)
    {
        var name = Prefix + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + For(options).Ending;
        var file = Path.Combine(FolderOf(options), name);
        await TakeAsync(options, file, ct);
        Forget(FolderOf(options), options.Backup.Keep);
        if (options.Backup.CopyTo is { } second)
        {
            Directory.CreateDirectory(second);
            var copy = Path.Combine(second, name);
            await CopyAsync(file, copy + Unfinished, ct);
            if (await HashAsync(copy + Unfinished, ct) != await HashAsync(file, ct))
                throw new StoreException($"The copy of the backup in {second} differs from the backup; is the medium damaged?");
            File.Move(copy + Unfinished, copy, true);
            await CopyAsync(file + Checksum, copy + Checksum, ct);
            Forget(second, options.Backup.Keep);
        }
        return file;
    }

    /// <summary>Takes a backup to a file of one's own choice, and checks it.</summary>
    /// <exception cref="StoreException">The file is there already, or the backup failed.</exception>
    public static async Task TakeAsync(CrmOptions options, string file, CancellationToken ct = default)
    {
        if (File.Exists(file))
            throw new StoreException($"{file} is there already; a backup overwrites nothing.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var backup = For(options);
        var arriving = file + Unfinished;
        File.Delete(arriving);
        try
        {
            // Made here, so that nobody else may read it from the first byte on.
            await using (Create(arriving))
            {
            }
            await backup.TakeAsync(arriving, ct);
            await backup.CheckAsync(arriving, ct);
            await File.WriteAllTextAsync(file + Checksum, $"{await HashAsync(arriving, ct)}  {Path.GetFileName(file)}\n", ct);
            File.Move(arriving, file);
        }
        finally
        {
            File.Delete(arriving);
        }
    }

    /// <summary>
    /// Restores a backup into an empty place: no data file, or a database without tables. Its checksum, its contents, its schema and its audit
    /// chain are checked first; what does not pass leaves the place empty.
    /// </summary>
    /// <exception cref="StoreException">The backup or the place will not do; nothing was restored.</exception>
    public static async Task<RestoredStore> RestoreAsync(CrmOptions options, string file, TimeProvider clock, CancellationToken ct = default)
    {
        if (!File.Exists(file))
            throw new StoreException($"There is no backup {file}.");
        if (!File.Exists(file + Checksum))
            throw new StoreException($"There is no checksum beside the backup: {file + Checksum} is missing. Bring it along; without it nobody can tell whether the backup is whole.");
        if ((await File.ReadAllTextAsync(file + Checksum, ct)).Split(' ')[0] != await HashAsync(file, ct))
            throw new StoreException($"The backup {file} is damaged: it does not have the checksum that it was taken with. Take another one.");
        var backup = For(options);
        await backup.CheckAsync(file, ct);
        AuditVerification? chain = null;
        await backup.RestoreAsync(file, async restored => chain = await LookAsync(options, restored, clock, ct), ct);
        var later = await LaterAnchorAsync(options, chain!.Entries, ct);
        return new RestoredStore(chain.Entries, later is null ? null
            : $"{AuditAnchors.FilePath(options)} tells of audit entries up to {later}; the backup ends at {chain.Entries}. What was written after the backup is lost, and audit verify will say so until that file is put away.");
    }

    internal static async Task<bool> BeginsWithAsync(string file, byte[] magic, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        var start = new byte[magic.Length];
        return await stream.ReadAtLeastAsync(start, start.Length, false, ct) == start.Length && start.AsSpan().SequenceEqual(magic);
    }

    internal static async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        File.Delete(to);
        await using var source = File.OpenRead(from);
        await using var copy = Create(to);
        await source.CopyToAsync(copy, ct);
        copy.Flush(flushToDisk: true);
    }

    private static IStoreBackup For(CrmOptions options) => options.Provider == StoreProvider.Postgres ? new PostgresBackup(options) : new SqliteBackup(options);

    /// <summary>Brings the schema up to date, opens what is sealed and follows the whole audit chain.</summary>
    private static async Task<AuditVerification> LookAsync(CrmOptions options, CrmOptions restored, TimeProvider clock, CancellationToken ct)
    {
        // Its keys are where they always are; the anchors of another life of this store would accuse the backup of being older.
        using var crm = new Crm(restored with { KeyFile = options.KeyFile ?? options.Path + ".key", AnchorFile = options.Path + ".no-anchors", SampleData = false }, clock);
        crm.Engine.Prepare(clock);
        try
        {
            crm.Sealer.Ring.Reload();
            var chain = await crm.AskAsync(Actor.System, Origin, new VerifyAudit(), ct);
            if (!chain.Ok || chain.Value.Problem is not null)
                throw new StoreException($"The audit in the backup is broken: {(chain.Ok ? chain.Value.Problem : chain.Failure.Message)} Nothing was restored.");
            return chain.Value;
        }
        catch (SealException unreadable)
        {
            throw new StoreException($"{unreadable.Message} The keys are not part of a backup: put the key file back first (see docs/backup.md). Nothing was restored.", unreadable);
        }
    }

    private static async Task<long?> LaterAnchorAsync(CrmOptions options, long entries, CancellationToken ct)
    {
        var newest = await AuditAnchors.NewestInFileAsync(options, ct);
        return newest > entries ? newest : null;
    }

    private static FileStream Create(string file)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, how);
    }

    private static async Task<string> HashAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }

    /// <summary>The backups in the folder, the newest first; none where there is no folder yet.</summary>
    internal static IReadOnlyList<BackupFile> Kept(CrmOptions options)
    {
        var folder = new DirectoryInfo(FolderOf(options));
        return !folder.Exists ? [] : [.. Ours(folder.FullName).Select(file => new BackupFile(Path.GetFileName(file), new FileInfo(file).Length))];
    }

    /// <summary>Only files that this program named; by their names, which sort by time.</summary>
    private static void Forget(string folder, int keep)
    {
        foreach (var old in Ours(folder).Skip(Math.Max(1, keep)))
        {
            File.Delete(old);
            File.Delete(old + Checksum);
        }
    }

    private static IEnumerable<string> Ours(string folder) =>
        Directory.GetFiles(folder, Prefix + "????????T??????Z.*").Where(file => Path.GetExtension(file) is ".db" or ".dump").OrderByDescending(Path.GetFileName, StringComparer.Ordinal);
}

using System.Text;
using BotCrm.Core.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage.Backup;

/// <summary>SQLite's online backup: a copy of one snapshot, page by page, as a single file.</summary>
internal sealed class SqliteBackup(CrmOptions options) : IStoreBackup
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    public string Ending => ".db";

    public Task TakeAsync(string file, CancellationToken ct) => Task.Run(
        () =>
        {
            using var source = new SqliteConnection(SqliteEngine.ConnectionString(options.Path, pooling: false));
            using var copy = new SqliteConnection(SqliteEngine.ConnectionString(file, pooling: false));
            source.Open();
            copy.Open();
            source.BackupDatabase(copy);
            // The copy brings the write-ahead mode along, which keeps a second file; a backup is one.
            Scalar(copy, "PRAGMA journal_mode = DELETE");
        },
        ct);

    public async Task CheckAsync(string file, CancellationToken ct)
    {
        if (!await StoreBackups.BeginsWithAsync(file, Magic, ct))
            throw new StoreException($"{file} is no backup of a SQLite store; for one of PostgreSQL set Data:Provider to postgres.");
        await Task.Run(
            () =>
            {
                try
                {
                    using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
                    connection.Open();
                    if (Scalar(connection, "PRAGMA integrity_check") is var found && found is not "ok")
                        throw new StoreException($"The backup {file} is damaged: {found}.");
                }
                catch (SqliteException damaged)
                {
                    throw new StoreException($"The backup {file} is damaged: {damaged.Message}", damaged);
                }
            },
            ct);
    }

    public async Task RestoreAsync(string file, Func<CrmOptions, Task> whole, CancellationToken ct)
    {
        foreach (var there in new[] { options.Path, options.Path + "-wal", options.Path + "-shm" })
        {
            if (File.Exists(there))
                throw new StoreException($"{there} is there already: a backup is only restored into an empty place. Move the file away, or give Data:Path another place.");
        }
        if (Path.GetDirectoryName(Path.GetFullPath(options.Path)) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var arriving = options.Path + ".restoring";
        try
        {
            await StoreBackups.CopyAsync(file, arriving, ct);
            await whole(options with { Path = arriving });
            // Looking at it has folded its write-ahead log into the file.
            File.Move(arriving, options.Path);
        }
        finally
        {
            foreach (var ending in new[] { "", "-wal", "-shm" })
                File.Delete(arriving + ending);
        }
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command.ExecuteScalar() as string;
    }
}

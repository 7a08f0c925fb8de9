using System.Data;
using System.Data.Common;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>The CRM in one SQLite file.</summary>
internal sealed class SqliteEngine(string path, IMemoryCache? queries = null) : StoreEngine
{
    /// <summary>Rows of a table that need no statistics.</summary>
    private const int Small = 10_000;

    /// <summary>Of a file of gigabytes the upper pages of a few indexes alone fill what a connection keeps by itself (2 MB).</summary>
    private const string KeepMore = "PRAGMA cache_size = -32768";

    public override Dialect Dialect => SqliteDialect.Instance;

    public override string Place => $"data file {path}";

    public override bool OneWriter => true;

    public override DbContextOptions<CrmDbContext> ContextOptions { get; } = new DbContextOptionsBuilder<CrmDbContext>()
        .UseSqlite(ConnectionString(path))
        // A session is used by one caller at a time by contract; the check costs on every query.
        .EnableThreadSafetyChecks(false)
        .WithSealedFields()
        .UseMemoryCache(queries)
        .Options;

    public static string ConnectionString(string path, bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Pooling = pooling,
        // How long a statement waits for another process's write lock.
        DefaultTimeout = 30,
    }.ToString();

    public override void Prepare(TimeProvider clock, IReadOnlyList<Migration>? migrations = null)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { Length: > 0 } folder)
                PrivateFiles.MakeFolder(folder);
            PrivateFiles.Close(path);
            // Not pooled: the next opener must see the journal mode and schema as they are then.
            using var connection = new SqliteConnection(ConnectionString(path, pooling: false));
            connection.Open();
            var tables = Tables(connection);
            if (tables.Count == 0 || tables.Contains("schema_version"))
                Execute(connection, "PRAGMA journal_mode = WAL");
            new Migrator(connection, migrations ?? Migration.For(Dialect), Place, "Data:Path").Run(tables, clock);
            if (tables.Count > 0)
                Analyze(connection);
        }
        catch (SqliteException broken)
        {
            var reason = broken.SqliteErrorCode switch
            {
                26 => "it is not a SQLite file",
                11 => "it is damaged",
                14 => "it cannot be opened (is it a folder, or are rights missing?)",
                8 => "it is read-only",
                5 or 6 => "another program holds it locked",
                _ => broken.Message,
            };
            throw new StoreException($"The {Place} cannot be used: {reason}.", broken);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The {Place} cannot be used: {broken.Message}", broken);
        }
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>Write-ahead logging gives each reader its snapshot.</summary>
    public override void BeginRead(CrmDbContext db)
    {
        PrepareToRead(db);
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        Execute(connection, KeepMore);
        db.Database.UseTransaction(connection.BeginTransaction(IsolationLevel.Serializable, deferred: true));
    }

    /// <summary>
    /// Takes the file's write lock at once (BEGIN IMMEDIATE). synchronous=FULL: each commit is on the disk before it is acknowledged, so
    /// neither a killed process nor a power cut loses it (NORMAL would survive the first only).
    /// </summary>
    public override async Task BeginWriteAsync(CrmDbContext db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using (var pragma = connection.CreateCommand())
        {
            pragma.CommandText = "PRAGMA synchronous = FULL";
            await pragma.ExecuteNonQueryAsync(ct);
        }
        await db.Database.UseTransactionAsync(connection.BeginTransaction(IsolationLevel.Serializable, deferred: false), ct);
    }

    public override Task OverwriteFreedAsync(CrmDbContext db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete = ON", ct);

    /// <summary>
    /// Keys that are hashes fall all over their indexes: with the pages of these in memory (64 MB at most) a page is read and logged once for many rows.
    /// Both stay with the pooled connection and end with it.
    /// </summary>
    public override Task BeginBulkAsync(CrmDbContext db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000", ct);

    /// <summary>Open connections go on with the statistics they read when they were opened; those in the pool are closed, so that the next ones know better.</summary>
    public override async Task RefreshStatisticsAsync(CancellationToken ct)
    {
        await using (var connection = new SqliteConnection(ConnectionString(path, pooling: false)))
        {
            await connection.OpenAsync(ct);
            Analyze(connection);
        }
        using var pooled = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(pooled);
    }

    public override ChangeWatch Watch(Action usersChanged) => new SqliteChangeWatch(path, usersChanged);

    /// <summary>Closes the pooled connections that are not in use. With the last one SQLite folds the write-ahead log into the file.</summary>
    public override void Dispose()
    {
        using var pooled = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(pooled);
    }

    /// <summary>
    /// Analyses the tables that have no statistics or ones that are out of date (0x10000: whether or not this connection has used them), reading a limited
    /// part of each index (less makes a value that all rows have look like one that a thousand have), so that it is short however much there is. What it finds of small tables is forgotten again: of a table without statistics SQLite
    /// thinks that it is big, which it may be after the next import; and while it is small every way through it is short.
    /// </summary>
    private static void Analyze(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA analysis_limit = 100000; PRAGMA optimize = 0x10002");
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'";
            if (command.ExecuteScalar() is 0L)
                return;
        }
        // Each row begins with how many rows its table has.
        Execute(connection, $"DELETE FROM sqlite_stat1 WHERE CAST(stat AS INTEGER) < {Small}");
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

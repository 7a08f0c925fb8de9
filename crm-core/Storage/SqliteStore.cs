using System.Data;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage;

/// <summary>How the SQLite file is opened, in one place.</summary>
internal static class SqliteStore
{
    public static string ConnectionString(string path, bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        Pooling = pooling,
        // How long a statement waits for another process's write lock.
        DefaultTimeout = 30,
    }.ToString();

    /// <summary>Closes the pooled connections that are not in use.</summary>
    public static void Close(string path)
    {
        using var pooled = new SqliteConnection(ConnectionString(path));
        SqliteConnection.ClearPool(pooled);
    }

    public static DbContextOptions<CrmDbContext> ContextOptions(string path) => new DbContextOptionsBuilder<CrmDbContext>()
        .UseSqlite(ConnectionString(path))
        // A session is used by one caller at a time by contract; the check costs on every query.
        .EnableThreadSafetyChecks(false)
        .WithSealedFields()
        .Options;

    /// <summary>A snapshot that writers neither disturb nor wait for (WAL).</summary>
    public static void BeginRead(this CrmDbContext db)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        db.Database.UseTransaction(connection.BeginTransaction(IsolationLevel.Serializable, deferred: true));
    }

    /// <summary>
    /// Takes the file's write lock at once (BEGIN IMMEDIATE), so that what is read inside cannot be outdated when it writes.
    /// synchronous=FULL: each commit is on the disk before it is acknowledged, so neither a killed process nor a power cut loses it
    /// (NORMAL would survive the first only).
    /// </summary>
    public static async Task BeginWriteAsync(this CrmDbContext db, CancellationToken ct)
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
}

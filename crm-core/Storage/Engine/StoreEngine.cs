using System.Data.Common;
using BotCrm.Core.Storage.Postgres;
using BotCrm.Core.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage.Engine;

/// <summary>
/// One store, open: how it is prepared, read, written and watched. Everything that only one database understands stands behind this class
/// and <see cref="Dialect"/>; thread safe.
/// </summary>
internal abstract class StoreEngine : IDisposable
{
    public static StoreEngine For(CrmOptions options) => options.Provider switch
    {
        StoreProvider.Postgres => new PostgresEngine(options.ConnectionString ?? "", options.QueryCache),
        _ => new SqliteEngine(options.Path, options.QueryCache),
    };

    public abstract Dialect Dialect { get; }

    public abstract DbContextOptions<CrmDbContext> ContextOptions { get; }

    /// <summary>Where the data lies, for messages; never with a password.</summary>
    public abstract string Place { get; }

    /// <summary>Whether a write outside a session has to wait for the sessions of this process.</summary>
    public abstract bool OneWriter { get; }

    /// <summary>
    /// How many sessions may read at once; null: any number. A session holds one connection and may need a second one (for keys, for the directory of
    /// users): with as many sessions as there are connections, all would wait for each other's.
    /// </summary>
    public virtual int? MostReaders => null;

    /// <summary>Brings the schema up to date; safe when several processes do it at once.</summary>
    /// <exception cref="StoreException">The store cannot be used; the message says why.</exception>
    public abstract void Prepare(TimeProvider clock, IReadOnlyList<Migration>? migrations = null);

    /// <summary>A connection for what is kept outside the model.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>Begins a snapshot that writers neither disturb nor wait for.</summary>
    public abstract void BeginRead(CrmDbContext db);

    /// <summary>The same without a thread that waits, where the store is behind a network or its connections may all be out.</summary>
    public virtual ValueTask BeginReadAsync(CrmDbContext db, CancellationToken ct)
    {
        BeginRead(db);
        return ValueTask.CompletedTask;
    }

    /// <summary>Begins the one writing transaction of the store: what is read inside cannot be outdated when it writes, also by another process.</summary>
    public abstract Task BeginWriteAsync(CrmDbContext db, CancellationToken ct);

    /// <summary>Makes a session's connection ready to write very much.</summary>
    public virtual Task BeginBulkAsync(CrmDbContext db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>
    /// Has the store look again at how much there is of what, where that changed: it chooses its ways by it. Cheap when nothing changed, and short when
    /// something did. The caller has the writer's turn (<see cref="OneWriter"/>).
    /// </summary>
    public abstract Task RefreshStatisticsAsync(CancellationToken ct);

    /// <summary>Has the store overwrite what this transaction frees, where it would leave it lying in unused pages.</summary>
    public virtual Task OverwriteFreedAsync(CrmDbContext db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Knows the newest audit sequence number; tells when users or teams were changed up to it.</summary>
    public abstract ChangeWatch Watch(Action usersChanged);

    public abstract void Dispose();

    protected static void PrepareToRead(CrmDbContext db)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
    }
}

/// <summary>
/// The newest audit sequence number, also when another process wrote. Exact: what was committed before it is asked counts. Tells when users or
/// teams were among what was changed: they are held in memory, and reading them all again after each change of anything costs more than the change.
/// Thread safe.
/// </summary>
internal abstract class ChangeWatch(Action usersChanged) : IDisposable
{
    /// <summary>Looking through more entries costs more than reading the users again.</summary>
    private const int MostLookedAt = 500;

    protected const string HeadSql = "SELECT coalesce(max(sequence), 0) FROM audit_head";

    public abstract long Sequence { get; }

    public abstract void Dispose();

    /// <summary>To be called under the guard when the number has moved, also backwards by a restored backup.</summary>
    protected void Moved(long from, long to)
    {
        if (from == 0 || to < from || to - from > MostLookedAt || HoldsUsers(from, to))
            usersChanged();
    }

    /// <summary>Whether entries after one and up to another are about users or teams.</summary>
    protected abstract bool HoldsUsers(long after, long upTo);
}

using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>The CRM in a schema of a PostgreSQL database, which several processes may share.</summary>
internal sealed class PostgresEngine : StoreEngine
{
    // Keys of advisory locks, which are numbers for the whole database: "BotCrm" and what is locked.
    private const long WriteLock = 0x426F7443726D_01;
    private const long MigrationLock = 0x426F7443726D_02;

    private const string LockTimedOut = "55P03";

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnectionStringBuilder address;

    public PostgresEngine(string connectionString, IMemoryCache? queries = null)
    {
        address = Address(connectionString);
        source = NpgsqlDataSource.Create(address);
        ContextOptions = new DbContextOptionsBuilder<CrmDbContext>()
            .UseNpgsql(source)
            .EnableThreadSafetyChecks(false)
            .WithSealedFields()
            .UseMemoryCache(queries)
            .AddInterceptors(PlainTextInterceptor.Instance)
            .Options;
    }

    public override Dialect Dialect => PostgresDialect.Instance;

    public override DbContextOptions<CrmDbContext> ContextOptions { get; }

    public override string Place => $"PostgreSQL database {address.Database} at {address.Host}:{address.Port}";

    public override bool OneWriter => false;

    public NpgsqlDataSource Source => source;

    /// <exception cref="StoreException">It is no connection string.</exception>
    public static NpgsqlConnectionStringBuilder Address(string connectionString)
    {
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StoreException("Data:ConnectionString is no connection string for PostgreSQL, such as Host=db.example.com;Database=botcrm;Username=botcrm;Password=...", wrong);
        }
        if (string.IsNullOrEmpty(address.Host) || string.IsNullOrEmpty(address.Database))
            throw new StoreException("Data:ConnectionString must name Host and Database, such as Host=db.example.com;Database=botcrm;Username=botcrm;Password=...");
        if (string.IsNullOrEmpty(address.ApplicationName))
            address.ApplicationName = "BotCrm";
        // The same few hundred statements come again and again; planning them once saves more than running them takes.
        if (!address.ShouldSerialize("Max Auto Prepare"))
            address.MaxAutoPrepare = 200;
        return address;
    }

    public override void Prepare(TimeProvider clock, IReadOnlyList<Migration>? migrations = null)
    {
        try
        {
            using var connection = source.OpenConnection();
            if (Scalar<string>(connection, "SHOW server_encoding") is var encoding && encoding != "UTF8")
                throw new StoreException($"The {Place} has the encoding {encoding}; it must be UTF8: create it with createdb -E UTF8 -T template0 {address.Database}.");
            if (Scalar<object>(connection, "SELECT current_schema()") is not string)
                throw new StoreException($"The {Place} has no schema that its user may create tables in; grant one, or name one with Search Path in Data:ConnectionString.");
            // Held until it is given back: of several processes that start at once, one after the other looks and does what is left.
            Scalar<object>(connection, $"SELECT pg_advisory_lock({MigrationLock})");
            try
            {
                // Autovacuum does it as rows come and go, but waits for a new table or column to have had some; what a migration filled is asked for at once.
                if (new Migrator(connection, migrations ?? Migration.For(Dialect), Place, "Data:ConnectionString").Run(Tables(connection), clock))
                    Scalar<object>(connection, Analyze(Tables(connection)));
            }
            finally
            {
                if (connection.State == ConnectionState.Open)
                    Scalar<object>(connection, $"SELECT pg_advisory_unlock({MigrationLock})");
            }
            // Types that a migration made are not known to connections that are open already.
            connection.ReloadTypes();
        }
        catch (PostgresException refused)
        {
            var reason = refused.SqlState switch
            {
                "3D000" => $"it does not exist; create it with createdb -E UTF8 {address.Database}",
                "28P01" or "28000" => $"the user {address.Username} is not let in: {refused.MessageText}",
                "42501" => $"the user {address.Username} may not do what is needed: {refused.MessageText}",
                "53300" => "the server has no connection left",
                _ => refused.MessageText,
            };
            throw new StoreException($"The {Place} cannot be used: {reason}.", refused);
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException or TimeoutException)
        {
            throw new StoreException($"The {Place} cannot be used: {(unreachable.InnerException ?? unreachable).Message.TrimEnd('.')}.", unreachable);
        }
    }

    public override int? MostReaders => Math.Max(1, (address.MaxPoolSize - 6) / 2);

    public override async Task<DbConnection> OpenAsync(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    /// <summary>
    /// Statements are planned for the values they bear: a plan for any value takes a list of three for one of three hundred and a rare word for a usual one, and
    /// reads for seconds what another plan reads in milliseconds. Planning each anew costs a part of a millisecond.
    /// </summary>
    private const string ReadOnly = "SET TRANSACTION READ ONLY; SET LOCAL plan_cache_mode = force_custom_plan";

    public override void BeginRead(CrmDbContext db)
    {
        PrepareToRead(db);
        db.Database.OpenConnection();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        db.Database.UseTransaction(transaction);
        using var readOnly = new NpgsqlCommand(ReadOnly, connection, transaction);
        readOnly.ExecuteNonQuery();
    }

    public override async ValueTask BeginReadAsync(CrmDbContext db, CancellationToken ct)
    {
        PrepareToRead(db);
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        await using var readOnly = new NpgsqlCommand(ReadOnly, connection, transaction);
        await readOnly.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// One writer at a time in the whole database, by a lock that ends with the transaction. Each statement then sees all that was committed
    /// before the lock was got, and nobody else writes meanwhile.
    /// </summary>
    public override async Task BeginWriteAsync(CrmDbContext db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        await using var take = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { new NpgsqlBatchCommand("SET LOCAL lock_timeout = '30s'"), new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({WriteLock})") },
        };
        try
        {
            await take.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException late) when (late.SqlState == LockTimedOut)
        {
            throw new TimeoutException("Another process has been writing for 30 seconds.", late);
        }
    }

    public override async Task RefreshStatisticsAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(Analyze(Tables(connection)), connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Only this company's tables: others in the database are not ours to read.</summary>
    private static string Analyze(IReadOnlyList<string> tables) => $"ANALYZE {string.Join(", ", tables.Select(table => $"\"{table}\""))}";

    public override ChangeWatch Watch(Action usersChanged) => new PostgresChangeWatch(source, usersChanged);

    public override void Dispose() => source.Dispose();

    internal static List<string> Tables(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", connection);
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
            tables.Add(reader.GetString(0));
        return tables;
    }

    private static T? Scalar<T>(NpgsqlConnection connection, string sql)
        where T : class
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return command.ExecuteScalar() as T;
    }
}

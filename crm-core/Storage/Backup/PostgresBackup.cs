using System.Text;
using BotCrm.Core.Storage.Postgres;
using Npgsql;

namespace BotCrm.Core.Storage.Backup;

/// <summary><c>pg_dump</c> in its custom format, which holds one snapshot, and <c>pg_restore</c>.</summary>
internal sealed class PostgresBackup(CrmOptions options) : IStoreBackup
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("PGDMP");

    private readonly NpgsqlConnectionStringBuilder address = PostgresEngine.Address(options.ConnectionString ?? "");

    public string Ending => ".dump";

    public Task TakeAsync(string file, CancellationToken ct) =>
        PostgresTools.RunAsync("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", "--no-password", "--file", file], address, ct);

    public async Task CheckAsync(string file, CancellationToken ct)
    {
        if (!await StoreBackups.BeginsWithAsync(file, Magic, ct))
            throw new StoreException($"{file} is no backup of a PostgreSQL store; for one of SQLite set Data:Provider to sqlite.");
        var contents = await PostgresTools.RunAsync("pg_restore", ["--list", file], null, ct);
        foreach (var table in new[] { "schema_version", "users", "customers", "audit_entries", "audit_head" })
        {
            if (!contents.Contains($" TABLE DATA ", StringComparison.Ordinal) || !contents.Split('\n').Any(line => line.Contains(" TABLE DATA ", StringComparison.Ordinal) && line.Contains($" {table} ", StringComparison.Ordinal)))
                throw new StoreException($"The backup {file} is damaged or of another program: it holds no table {table}.");
        }
        // The list stands at the front; reading all data shows what is missing at the end.
        await PostgresTools.RunAsync("pg_restore", ["--data-only", "--file", OperatingSystem.IsWindows() ? "NUL" : "/dev/null", file], null, ct);
    }

    public async Task RestoreAsync(string file, Func<CrmOptions, Task> whole, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(address);
        await using (var connection = await source.OpenConnectionAsync(ct))
        {
            if (PostgresEngine.Tables(connection) is { Count: > 0 } tables)
                throw new StoreException($"The database {address.Database} has tables already ({string.Join(", ", tables.Take(3))}…): a backup is only restored into an empty one.");
        }
        await PostgresTools.RunAsync("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password", "--dbname", address.Database!, file], address, ct);
        try
        {
            await whole(options);
        }
        catch
        {
            await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
            await using var clear = new NpgsqlCommand(Clear, connection) { CommandTimeout = 0 };
            await clear.ExecuteNonQueryAsync(CancellationToken.None);
            throw;
        }
    }

    // The place was empty before, so all that is there now came from the backup.
    private const string Clear =
        """
        DO $$
        DECLARE it record;
        BEGIN
            FOR it IN SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() LOOP
                EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', it.name);
            END LOOP;
            FOR it IN SELECT proname AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype LOOP
                EXECUTE format('DROP FUNCTION %I() CASCADE', it.name);
            END LOOP;
        END $$;
        """;
}

using System.Data.Common;
using BotCrm.Core.Storage.Engine;
using Npgsql;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// Triggers in the database that note which rows are touched, however the program does it: changed or deleted ones, and for new ones what they
/// hang on. They are part of the transaction and go with it.
/// </summary>
internal static class RowWatch
{
    private static readonly string[] Watched = ["customers", "contacts", "interactions", "opportunities", "tickets", "ticket_notes", "surveys", "tasks", "quotes", "contracts", "payments", "files", "consents", "segments", "articles", "imports"];
    private static readonly string[] HangsOn = ["customer_id", "opportunity_id", "contract_id", "ticket_id", "contact_id", "record_id", "quote_id"];

    public static async Task PrepareAsync(StoreEngine engine)
    {
        await using var connection = await engine.OpenAsync(CancellationToken.None);
        var postgres = connection is NpgsqlConnection;
        var columns = new HashSet<(string Table, string Column)>();
        await using (var read = connection.CreateCommand())
        {
#pragma warning disable CA2100 // One of two texts.
            read.CommandText = postgres
                ? "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
                : "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
#pragma warning restore CA2100
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                columns.Add((rows.GetString(0), rows.GetString(1)));
        }
        await RunAsync(connection, "CREATE TABLE rights_touched (name TEXT NOT NULL, id BIGINT NOT NULL)");
        if (postgres)
            await RunAsync(connection, """
                CREATE FUNCTION rights_old() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO rights_touched VALUES (TG_ARGV[0], OLD.id); RETURN NULL; END $$;
                CREATE FUNCTION rights_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF to_jsonb(NEW) ->> TG_ARGV[1] IS NOT NULL THEN INSERT INTO rights_touched VALUES (TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::bigint); END IF;
                    RETURN NULL; END $$
                """);
        foreach (var table in Watched)
        {
            Assert.Contains((table, "id"), columns);
            foreach (var verb in new[] { "UPDATE", "DELETE" })
            {
                await RunAsync(connection, $"CREATE TRIGGER rights_{table}_{verb} AFTER {verb} ON {table} " + (postgres
                    ? $"FOR EACH ROW EXECUTE FUNCTION rights_old('{verb} {table}')"
                    : $"BEGIN INSERT INTO rights_touched VALUES ('{verb} {table}', OLD.id); END"));
            }
            foreach (var column in HangsOn.Where(column => columns.Contains((table, column))))
            {
                await RunAsync(connection, $"CREATE TRIGGER rights_{table}_{column} AFTER INSERT ON {table} " + (postgres
                    ? $"FOR EACH ROW EXECUTE FUNCTION rights_new('INSERT {table}.{column}', '{column}')"
                    : $"WHEN NEW.{column} IS NOT NULL BEGIN INSERT INTO rights_touched VALUES ('INSERT {table}.{column}', NEW.{column}); END"));
            }
        }
    }

    /// <summary>What was touched, as the connection sees it.</summary>
    public static IReadOnlyList<(string Name, long Id)> Touched(DbConnection connection, DbTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT DISTINCT name, id FROM rights_touched";
        using var rows = command.ExecuteReader();
        var touched = new List<(string, long)>();
        while (rows.Read())
            touched.Add((rows.GetString(0), rows.GetInt64(1)));
        return touched;
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made of names above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

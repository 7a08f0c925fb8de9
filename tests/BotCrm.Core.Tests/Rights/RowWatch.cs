using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// Triggers in the database that note which rows are touched, however the program does it: changed or deleted ones, and for new ones what they
/// hang on. They are part of the transaction and go with it.
/// </summary>
internal static class RowWatch
{
    public static async Task PrepareAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await RunAsync(connection, "CREATE TABLE rights_touched (name TEXT NOT NULL, id INTEGER NOT NULL)");
        var columns = new List<(string Table, string Column)>();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
            await using var rows = await read.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                columns.Add((rows.GetString(0), rows.GetString(1)));
        }
        string[] watched = ["customers", "contacts", "interactions", "opportunities", "tickets", "ticket_notes", "surveys", "tasks", "quotes", "contracts", "payments", "files", "consents", "segments", "articles", "imports"];
        foreach (var table in watched)
        {
            Assert.Contains((table, "id"), columns);
            foreach (var verb in new[] { "UPDATE", "DELETE" })
                await RunAsync(connection, $"CREATE TRIGGER rights_{table}_{verb} AFTER {verb} ON {table} BEGIN INSERT INTO rights_touched VALUES ('{verb} {table}', OLD.id); END");
            foreach (var (_, column) in columns.Where(one => one.Table == table && one.Column is "customer_id" or "opportunity_id" or "contract_id" or "ticket_id" or "contact_id" or "record_id" or "quote_id"))
            {
                await RunAsync(connection, $"CREATE TRIGGER rights_{table}_{column} AFTER INSERT ON {table} WHEN NEW.{column} IS NOT NULL BEGIN INSERT INTO rights_touched VALUES ('INSERT {table}.{column}', NEW.{column}); END");
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

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// How an index of words is asked. Of a word that nobody has the planner guesses that some do, and would read the whole table to meet the first few; of a
/// word that nearly everybody has its statistics know, and gathering those from the index would take longer than reading along the table.
/// </summary>
internal static class PostgresPlans
{
    /// <summary>How many rows the planner expects, without running anything. <c>$1</c> stands for the words, which are letters and digits within quotes.</summary>
    public static async Task<double> RowsAsync(CrmDbContext db, string sql, string words, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // Made by the program; EXPLAIN takes no parameters.
        command.CommandText = "EXPLAIN (FORMAT JSON) " + sql.Replace("$1", $"'{words.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);
#pragma warning restore CA2100
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(ct))!);
        return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
    }

    /// <summary>The numbers that a statement tells, gathered from the index of words and nothing else.</summary>
    public static async Task<List<long>> ByIndexAsync(CrmDbContext db, string sql, string words, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET enable_seqscan = off"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET enable_indexscan = off"));
        var select = new NpgsqlBatchCommand(sql);
        select.Parameters.Add(new NpgsqlParameter { Value = words });
        batch.BatchCommands.Add(select);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("RESET enable_seqscan"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("RESET enable_indexscan"));
        var found = new List<long>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetInt64(0));
        // To its end, or an error of what follows would be told to nobody.
        while (await reader.NextResultAsync(ct))
        {
        }
        return found;
    }
}

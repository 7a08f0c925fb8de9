using Npgsql;

namespace BotCrm.Core.Storage.Moving;

/// <summary>The tables of a PostgreSQL schema, as the server lists them: none that a migration made can be forgotten.</summary>
internal sealed class PostgresTables
{
    private PostgresTables(Dictionary<string, List<TableColumn>> tables, List<(string Table, string Name)> references)
    {
        Records = tables.Where(table => !table.Value.Exists(column => column.Type == "tsvector")).OrderBy(table => table.Key, StringComparer.Ordinal).ToDictionary();
        Indexes = [.. tables.Keys.Except(Records.Keys).Order(StringComparer.Ordinal)];
        References = references;
    }

    /// <summary>Tables that hold something of their own, with their columns.</summary>
    public IReadOnlyDictionary<string, List<TableColumn>> Records { get; }

    /// <summary>Tables of words, made from the records.</summary>
    public IReadOnlyList<string> Indexes { get; }

    /// <summary>Foreign keys.</summary>
    public IReadOnlyList<(string Table, string Name)> References { get; }

    public static async Task<PostgresTables> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        var tables = new Dictionary<string, List<TableColumn>>();
        await foreach (var row in RowsAsync(connection, transaction,
            """
            SELECT r.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE r.relkind IN ('r', 'p') AND NOT r.relispartition AND r.relnamespace = current_schema()::regnamespace ORDER BY r.relname, a.attname
            """, ct))
        {
            if (row[0] == "schema_version")
                continue;
            if (!tables.TryGetValue(row[0], out var columns))
                tables[row[0]] = columns = [];
            columns.Add(new TableColumn(row[1], row[2]));
        }
        var references = new List<(string, string)>();
        await foreach (var row in RowsAsync(connection, transaction,
            "SELECT r.relname, c.conname, '' FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid WHERE c.contype = 'f' AND r.relnamespace = current_schema()::regnamespace", ct))
            references.Add((row[0], row[1]));
        return new PostgresTables(tables, references);
    }

    private static async IAsyncEnumerable<string[]> RowsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return [reader.GetString(0), reader.GetString(1), reader.GetString(2)];
    }
}

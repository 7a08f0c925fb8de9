using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Storage.Moving;

/// <summary>The tables of a SQLite file that hold something of their own.</summary>
internal static class SqliteTables
{
    /// <summary><c>table.column</c> of all of them, but for the migrator's table and the full-text indexes with the tables they keep for themselves.</summary>
    public static HashSet<string> Columns(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            SELECT l.name || '.' || c.name FROM pragma_table_list l, pragma_table_info(l.name) c
            WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND l.name <> 'schema_version'
            """;
        using var reader = command.ExecuteReader();
        var columns = new HashSet<string>();
        while (reader.Read())
            columns.Add(reader.GetString(0));
        return columns;
    }
}

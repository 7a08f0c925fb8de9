using BotCrm.Core.Storage;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Tests;

/// <summary>The hand-kept SQL and the model must say the same.</summary>
public sealed class SchemaTests
{
    // The migrator's own table, the id blocks, the conversations and the full-text index are read by SQL, not through the model.
    private static readonly string[] OutsideTheModel = ["schema_version", "id_block", "conversation_state", .. new[] { "", "_data", "_idx", "_docsize", "_config" }.Select(part => "history_fts" + part)];

    [Fact]
    public async Task Migrated_schema_is_the_model()
    {
        await using var crm = await TestCrm.StartAsync();
        using var connection = Open(crm.Path);
        await using var db = new CrmDbContext(SqliteStore.ContextOptions(crm.Path));
        var inModel = new Dictionary<string, string>();
        foreach (var entity in db.GetService<IDesignTimeModel>().Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            var key = entity.FindPrimaryKey()!.Properties;
            foreach (var property in entity.GetProperties())
            {
                var mapping = property.GetRelationalTypeMapping();
                inModel[$"{table}.{property.GetColumnName()}"] =
                    $"{mapping.StoreType} {(property.IsNullable ? "null" : "not null")} key {key.ToList().IndexOf(property) + 1} collate {property.GetCollation() ?? "BINARY"}";
            }
        }
        var inFile = Columns(connection).Where(column => !OutsideTheModel.Contains(column.Key.Split('.')[0])).ToDictionary();

        Assert.True(inModel.Count > 80);
        Assert.Equal(inModel.OrderBy(pair => pair.Key, StringComparer.Ordinal), inFile.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Foreign_keys_and_unique_indexes_are_those_of_the_model()
    {
        await using var crm = await TestCrm.StartAsync();
        using var connection = Open(crm.Path);
        await using var db = new CrmDbContext(SqliteStore.ContextOptions(crm.Path));
        var inModel = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetForeignKeys().Select(key => $"{entity.GetTableName()}.{key.Properties[0].GetColumnName()} -> {key.PrincipalEntityType.GetTableName()}"))
            .Order(StringComparer.Ordinal);
        var indexesInModel = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetIndexes().Where(index => index.IsUnique).Select(index => $"{entity.GetTableName()}.{string.Join(',', index.Properties.Select(property => property.GetColumnName()))}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(inModel, Rows(connection,
            """SELECT m.name || '.' || k."from" || ' -> ' || k."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'""").Order(StringComparer.Ordinal));
        Assert.Equal(indexesInModel, Rows(connection,
            """SELECT m.name || '.' || (SELECT group_concat(c.name) FROM pragma_index_info(i.name) c) FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i."unique" = 1 AND i.origin = 'c'""").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_column_has_a_limit()
    {
        using var db = new CrmDbContext(SqliteStore.ContextOptions("unused.db"));
        var unlimited = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetProperties())
            .Where(property => property.GetProviderClrType() == typeof(string) && property.GetMaxLength() is null && property.GetElementType() is null)
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}")
            // Written by the program from records whose texts are limited themselves.
            .Except(["AuditEntry.Before", "AuditEntry.After"])
            .ToList();
        Assert.Empty(unlimited);
    }

    [Fact]
    public async Task The_file_is_in_wal_mode_with_foreign_keys_on()
    {
        await using var crm = await TestCrm.StartAsync();
        using var connection = Open(crm.Path);
        Assert.Equal("wal", Rows(connection, "PRAGMA journal_mode").Single());
        await using var session = await ((Crm)crm.Crm).OpenWriteAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        Assert.Equal([1L], await session.Db.Database.SqlQueryRaw<long>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").ToListAsync());
        Assert.Equal([2L], await session.Db.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync());
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(SqliteStore.ConnectionString(path, pooling: false));
        connection.Open();
        return connection;
    }

    private static Dictionary<string, string> Columns(SqliteConnection connection)
    {
        // SQLite tells a column's collation only through an index or the table's text; the text is ours and one column a line.
        var definitions = Rows(connection, "SELECT name || char(10) || sql FROM sqlite_master WHERE type = 'table'")
            .Select(text => text.Split('\n')).ToDictionary(lines => lines[0], lines => lines.Skip(1).ToList());
        var columns = new Dictionary<string, string>();
        foreach (var (table, lines) in definitions)
        {
            // Virtual tables (full-text search) keep their own shadow tables, none of which the model knows.
            if (lines[0].StartsWith("CREATE VIRTUAL", StringComparison.Ordinal) || definitions.Any(other => other.Value[0].StartsWith("CREATE VIRTUAL", StringComparison.Ordinal) && table.StartsWith(other.Key + "_", StringComparison.Ordinal)))
                continue;
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var name = reader.GetString(0);
                var nocase = lines.Any(line => line.TrimStart().StartsWith(name + " ", StringComparison.Ordinal) && line.Contains("COLLATE NOCASE", StringComparison.Ordinal));
                columns[$"{table}.{name}"] = $"{reader.GetString(1)} {(reader.GetInt64(2) == 0 ? "null" : "not null")} key {reader.GetInt64(3)} collate {(nocase ? "NOCASE" : "BINARY")}";
            }
        }
        return columns;
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }
}

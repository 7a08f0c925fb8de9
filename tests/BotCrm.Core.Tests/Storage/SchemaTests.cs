using System.Text.RegularExpressions;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Tests.Storage;

/// <summary>The hand-kept SQL and the model must say the same, on the database that the tests run on.</summary>
public sealed partial class SchemaTests
{
    // The migrator's own table, the id blocks, the conversations and the full-text index are read by SQL, not through the model.
    private static readonly string[] OutsideTheModel = ["schema_version", "id_block", "conversation_state"];

    [Fact]
    public async Task Migrated_schema_is_the_model()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var db = new CrmDbContext(((Crm)crm.Crm).Engine.ContextOptions);
        var inModel = new List<string>();
        foreach (var entity in db.GetService<IDesignTimeModel>().Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            var key = entity.FindPrimaryKey()!.Properties.ToList();
            foreach (var property in entity.GetProperties())
            {
                var collation = TestDatabase.IsPostgres ? "" : $" collate {property.GetCollation() ?? "BINARY"}";
                inModel.Add($"{table}.{property.GetColumnName()}: {property.GetRelationalTypeMapping().StoreType} {(property.IsNullable ? "null" : "not null")} key {key.IndexOf(property) + 1}{collation}");
            }
        }
        var inStore = (TestDatabase.IsPostgres ? await PostgresColumnsAsync(db) : await SqliteColumnsAsync(db)).Where(column => !OutsideTheModel.Contains(column.Split('.')[0])).ToList();

        Assert.True(inModel.Count > 80);
        var differences = inModel.Except(inStore).Select(column => "model: " + column).Concat(inStore.Except(inModel).Select(column => "store: " + column)).OrderBy(line => line[7..], StringComparer.Ordinal).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task Foreign_keys_and_unique_indexes_are_those_of_the_model()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var db = new CrmDbContext(((Crm)crm.Crm).Engine.ContextOptions);
        var keysInModel = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetForeignKeys().Select(key => $"{entity.GetTableName()}.{key.Properties[0].GetColumnName()} -> {key.PrincipalEntityType.GetTableName()}"))
            .Order(StringComparer.Ordinal);
        var indexesInModel = db.Model.GetEntityTypes()
            .SelectMany(entity => entity.GetIndexes().Where(index => index.IsUnique).Select(index => $"{entity.GetTableName()}.{string.Join(',', index.Properties.Select(property => property.GetColumnName()))}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(keysInModel, (await RowsAsync(db, TestDatabase.IsPostgres
            ? """
              SELECT r.relname || '.' || a.attname || ' -> ' || t.relname FROM pg_constraint c
              JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'
              """
            : """SELECT m.name || '.' || k."from" || ' -> ' || k."table" FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'""")).Order(StringComparer.Ordinal));
        Assert.Equal(indexesInModel, (await UniqueIndexesAsync(db)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_column_has_a_limit()
    {
        using var engine = StoreEngine.For(new CrmOptions { Path = "unused.db" });
        using var db = new CrmDbContext(engine.ContextOptions);
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
    public void Each_migration_has_its_twin_for_the_other_database() =>
        Assert.Equal(
            Migration.For(Core.Storage.Sqlite.SqliteDialect.Instance).Select(migration => migration.Name),
            Migration.For(Core.Storage.Postgres.PostgresDialect.Instance).Select(migration => migration.Name));

    [SqliteFact]
    public async Task The_file_is_in_wal_mode_with_foreign_keys_on()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var session = await ((Crm)crm.Crm).OpenWriteAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        Assert.Equal(["wal"], await RowsAsync(session.Db, "PRAGMA journal_mode"));
        Assert.Equal(["1"], await RowsAsync(session.Db, "PRAGMA foreign_keys"));
        Assert.Equal(["2"], await RowsAsync(session.Db, "PRAGMA synchronous"));
    }

    [PostgresFact]
    public async Task Reading_is_a_snapshot_that_cannot_write()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        Assert.Equal(["repeatable read"], await RowsAsync(session.Db, "SHOW transaction_isolation"));
        Assert.Equal(["on"], await RowsAsync(session.Db, "SHOW transaction_read_only"));
    }

    private static async Task<List<string>> SqliteColumnsAsync(CrmDbContext db)
    {
        // SQLite tells a column's collation only through an index or the table's text; the text is ours and one column a line.
        var definitions = (await RowsAsync(db, "SELECT name || char(10) || sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%' ORDER BY name"))
            .Select(text => text.Split('\n')).ToDictionary(lines => lines[0], lines => string.Join('\n', lines.Skip(1)));
        // Virtual tables (full-text search) keep shadow tables of their own, none of which the model knows.
        var searched = definitions.Where(table => table.Value.StartsWith("CREATE VIRTUAL", StringComparison.Ordinal)).Select(table => table.Key).ToList();
        var columns = new List<string>();
        foreach (var (table, definition) in definitions.Where(table => !searched.Exists(index => table.Key == index || table.Key.StartsWith(index + "_", StringComparison.Ordinal))))
        {
            foreach (var column in await RowsAsync(db, $"SELECT name || ' ' || type || CASE \"notnull\" WHEN 0 THEN ' null' ELSE ' not null' END || ' key ' || pk FROM pragma_table_info('{table}')"))
            {
                var name = column.Split(' ')[0];
                var nocase = Regex.IsMatch(definition, $@"[\s,(]{name} TEXT[^,\n]* COLLATE NOCASE");
                columns.Add($"{table}.{name}: {column[(name.Length + 1)..]} collate {(nocase ? "NOCASE" : "BINARY")}");
            }
        }
        return columns;
    }

    private static async Task<List<string>> PostgresColumnsAsync(CrmDbContext db) => await RowsAsync(db,
        """
        SELECT r.relname || '.' || a.attname || ': ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE ' null' END
            || ' key ' || coalesce(array_position(k.conkey, a.attnum), 0)
        FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'p'
        WHERE r.relkind = 'r' AND r.relnamespace = current_schema()::regnamespace
            -- An index of words is no table of records.
            AND NOT EXISTS (SELECT FROM pg_attribute w WHERE w.attrelid = r.oid AND w.atttypid = 'tsvector'::regtype)
        """);

    private static async Task<IEnumerable<string>> UniqueIndexesAsync(CrmDbContext db)
    {
        if (!TestDatabase.IsPostgres)
            return await RowsAsync(db, """SELECT m.name || '.' || (SELECT group_concat(c.name) FROM pragma_index_info(i.name) c) FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i."unique" = 1 AND i.origin = 'c'""");
        var definitions = await RowsAsync(db, "SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid WHERE indisunique AND NOT indisprimary AND r.relnamespace = current_schema()::regnamespace");
        return definitions.Select(definition =>
        {
            var parts = UniqueIndex().Match(definition);
            // A name without case is indexed as lower((name COLLATE "C")).
            return $"{parts.Groups["table"].Value}.{Folded().Replace(parts.Groups["columns"].Value, "${column}").Replace(" ", "", StringComparison.Ordinal)}";
        });
    }

    private static async Task<List<string>> RowsAsync(CrmDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    [GeneratedRegex(@" ON (?:\w+\.)?(?<table>\w+) USING btree \((?<columns>.*?)\)(?: WHERE .*)?$")]
    private static partial Regex UniqueIndex();

    [GeneratedRegex("""lower\(\((?<column>\w+) COLLATE "C"\)\)""")]
    private static partial Regex Folded();
}

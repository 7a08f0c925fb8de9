using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace BotCrm.Core.Storage.Moving;

/// <summary>A table that was moved; its hash was the same on both sides.</summary>
public sealed record MovedTable(string Table, long Rows, string Hash);

/// <summary>Moves a company from its SQLite file into an empty PostgreSQL database, in one transaction. The file stays as it is.</summary>
public static class StoreMove
{
    private static readonly Origin Origin = new("command");

    /// <exception cref="StoreException">Nothing was moved; the message says why.</exception>
    public static async Task<IReadOnlyList<MovedTable>> ToPostgresAsync(CrmOptions company, string connectionString, TimeProvider clock, CancellationToken ct = default)
    {
        if (company.Provider != StoreProvider.Sqlite)
            throw new StoreException("Only a SQLite file can be moved: leave out Data:Provider and Data:ConnectionString, and give Data:Path.");
        if (!File.Exists(company.Path))
            throw new StoreException($"There is no data file {company.Path}; Data:Path says where it lies.");
        company = company with { SampleData = false };
        using var source = new Crm(company, clock);
        using var target = new PostgresEngine(connectionString);
        // Both at the program's schema: the tables are the same then.
        await CrmStartup.PrepareAsync(source, clock, ct);
        await MustBeWholeAsync(source, ct);
        target.Prepare(clock);

        List<MovedTable> moved;
        await using (var connection = await target.Source.OpenConnectionAsync(ct))
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        // Held so that nobody writes to the file meanwhile.
        await using (var session = await source.OpenWriteAsync(Actor.System, Origin, ct))
        {
            var tables = await PostgresTables.ReadAsync(connection, transaction, ct);
            await MustBeEmptyAsync(connection, transaction, target.Place, ct);
            moved = await CopyAsync((SqliteConnection)session.Db.Database.GetDbConnection(), (SqliteTransaction)session.Db.Database.CurrentTransaction!.GetDbTransaction(), connection, transaction, tables, ct);
            await FillIndexesAsync(connection, transaction, tables, source.Sealer, ct);
            await transaction.CommitAsync(ct);
        }
        await target.RefreshStatisticsAsync(ct);
        using var arrived = new Crm(company with { Provider = StoreProvider.Postgres, ConnectionString = connectionString }, clock);
        arrived.Sealer.Ring.Reload();
        await MustBeWholeAsync(arrived, ct);
        return moved;
    }

    private static async Task MustBeWholeAsync(Crm crm, CancellationToken ct)
    {
        var chain = await crm.AskAsync(Actor.System, Origin, new VerifyAudit(), ct);
        if (!chain.Ok || chain.Value.Problem is not null)
            throw new StoreException($"The audit of the {crm.Engine.Place} is broken: {(chain.Ok ? chain.Value.Problem : chain.Failure.Message)} See audit verify; a company is moved only whole.");
    }

    private static async Task MustBeEmptyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string place, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM audit_entries)", connection, transaction);
        if ((bool)(await command.ExecuteScalarAsync(ct))!)
            throw new StoreException($"The {place} already holds a company; give an empty one.");
    }

    private static async Task<List<MovedTable>> CopyAsync(
        SqliteConnection source, SqliteTransaction reading, NpgsqlConnection target, NpgsqlTransaction writing, PostgresTables tables, CancellationToken ct)
    {
        MustMatch(source, reading, tables);
        // Rows come with what triggers would compute, and in no order of their references: those are checked when all are there.
        await ExecuteAsync(target, writing, string.Concat(
            tables.Records.Keys.Select(table => $"ALTER TABLE \"{table}\" DISABLE TRIGGER USER;")
                .Concat(tables.References.Select(key => $"ALTER TABLE \"{key.Table}\" ALTER CONSTRAINT \"{key.Name}\" DEFERRABLE INITIALLY DEFERRED;"))
                // What the migrations put there (the first ids, the start of the chain) comes with the company as well.
                .Concat(tables.Records.Keys.Select(table => $"DELETE FROM \"{table}\";"))), ct);
        var moved = new List<MovedTable>();
        foreach (var (table, columns) in tables.Records)
        {
            var digest = new DigestOf(table);
            await using (var importer = await target.BeginBinaryImportAsync($"COPY \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) FROM STDIN (FORMAT BINARY)", ct))
            {
                importer.Timeout = TimeSpan.FromHours(1);
                await foreach (var row in TableContents.ReadAsync(source, reading, table, columns, ct))
                {
                    digest.Add(row);
                    await importer.StartRowAsync(ct);
                    for (var i = 0; i < row.Length; i++)
                        await WriteAsync(importer, row[i], columns[i].Type, ct);
                }
                await importer.CompleteAsync(ct);
            }
            var arrived = await TableContents.DigestAsync(target, writing, table, columns, ct);
            if (arrived != digest.Result)
                throw new StoreException($"The table {table} did not arrive as it is ({digest.Result.Rows} rows, {arrived.Rows} arrived); nothing was moved.");
            moved.Add(new MovedTable(table, arrived.Rows, arrived.Hash));
        }
        await ExecuteAsync(target, writing, string.Concat(
            Enumerable.Repeat("SET CONSTRAINTS ALL IMMEDIATE;", 1)
                .Concat(tables.References.Select(key => $"ALTER TABLE \"{key.Table}\" ALTER CONSTRAINT \"{key.Name}\" NOT DEFERRABLE;"))
                .Concat(tables.Records.Keys.Select(table => $"ALTER TABLE \"{table}\" ENABLE TRIGGER USER;"))), ct);
        return moved;
    }

    /// <summary>Both schemas have the same tables and columns, or something would stay behind.</summary>
    private static void MustMatch(SqliteConnection source, SqliteTransaction reading, PostgresTables tables)
    {
        var here = SqliteTables.Columns(source, reading);
        var there = tables.Records.SelectMany(table => table.Value.Select(column => $"{table.Key}.{column.Name}")).ToHashSet();
        var differences = here.Except(there).Concat(there.Except(here)).Order(StringComparer.Ordinal).ToList();
        if (differences.Count > 0)
            throw new StoreException($"The schemas differ in {string.Join(", ", differences.Take(5))}; nothing was moved.");
    }

    private static async Task FillIndexesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresTables tables, Sealer sealer, CancellationToken ct)
    {
        await using var db = new CrmDbContext(new DbContextOptionsBuilder<CrmDbContext>().UseNpgsql(connection).WithSealedFields().Options) { Sealer = sealer };
        await db.Database.UseTransactionAsync(transaction, ct);
        foreach (var index in tables.Indexes)
        {
            if (!SearchIndexes.Fill.TryGetValue(index, out var fill))
                throw new StoreException($"Nobody knows how to fill the index {index}; nothing was moved.");
            await fill(db, ct);
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, object? value, string type, CancellationToken ct) => (value, type) switch
    {
        (null, _) => importer.WriteNullAsync(ct),
        (long number, "integer") => importer.WriteAsync((int)number, NpgsqlDbType.Integer, ct),
        (long number, _) => importer.WriteAsync(number, NpgsqlDbType.Bigint, ct),
        (string text, _) => importer.WriteAsync(text, NpgsqlDbType.Text, ct),
        (bool flag, _) => importer.WriteAsync(flag, NpgsqlDbType.Boolean, ct),
        (DateOnly day, _) => importer.WriteAsync(day, NpgsqlDbType.Date, ct),
        (byte[] bytes, _) => importer.WriteAsync(bytes, NpgsqlDbType.Bytea, ct),
        (string[] texts, _) => importer.WriteAsync(texts, NpgsqlDbType.Array | NpgsqlDbType.Text, ct),
        (long[] ids, _) => importer.WriteAsync(ids, NpgsqlDbType.Array | NpgsqlDbType.Bigint, ct),
        (double number, _) => importer.WriteAsync(number, NpgsqlDbType.Double, ct),
        (decimal number, _) => importer.WriteAsync(number, NpgsqlDbType.Numeric, ct),
        _ => throw new StoreException($"No way to move a {value.GetType().Name}; nothing was moved."),
    };

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // Made of the schema's own names.
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}

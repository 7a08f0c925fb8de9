using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Benchmarks;

/// <summary>
/// How many writes of one use case a second, one after the other, each its own transaction on the disk; beside it plain SQL that puts the same
/// rows, audit entry included and indexes of words left out, into a copy of the file with its indexes and triggers, by prepared statements and as
/// durable. On SQLite.
/// </summary>
internal static class WriteRun
{
    private static readonly Origin From = new("benchmark");

    public static async Task<int> RunAsync(string[] args)
    {
        var times = args.Length > 1 ? int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture) : 1_000;
        var folder = Directory.CreateTempSubdirectory("botcrm-writes-").FullName;
        try
        {
            var path = Path.Combine(folder, "crm.db");
            await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddCrmCore(new CrmOptions { Path = path, Currency = "EUR" }).BuildServiceProvider();
            await CrmStartup.PrepareAsync(services);
            var crm = services.GetRequiredService<ICrm>();
            var admin = (await crm.FindActorByLoginAsync("admin"))!;
            var customer = Ok(await crm.RunAsync(admin, From, new CreateCustomer { Name = "Benchmark" })).Id;
            var deal = Ok(await crm.RunAsync(admin, From, new CreateOpportunity { CustomerId = customer, Name = "Benchmark" }));
            Stage[] stages = [Stage.Qualified, Stage.Lead];
            Console.WriteLine($"{times} writes each, SQLite, load of the machine {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown")}");
            Console.WriteLine("| write | use case /s | processor ms | raw SQL /s | processor ms | ratio of time | of processor |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
            foreach (var (what, tables, update, write) in new (string, string[], string?, Func<int, Task>)[]
            {
                ("log interaction", ["interactions"], "UPDATE customers SET last_interaction_at = coalesce(last_interaction_at, 0) + 1 WHERE id = (SELECT max(id) FROM customers)", async i => Ok(await crm.RunAsync(admin, From, new LogInteraction { CustomerId = customer, Kind = InteractionKind.Call, Summary = $"Asked for delivery number {i}" }))),
                ("create customer", ["customers", "name_keys", "match_keys"], null, async i => Ok(await crm.RunAsync(admin, From, new CreateCustomer { Name = $"Customer number {i * 7919}", City = "Leipzig", AllowDuplicate = true }))),
                ("move stage", ["stage_changes"], "UPDATE opportunities SET stage = CASE stage WHEN 'lead' THEN 'qualified' ELSE 'lead' END, version = version + 1", async i => Ok(await crm.RunAsync(admin, From, new MoveStage { Id = deal.Id, Stage = stages[i % 2] }))),
            })
            {
                for (var i = 0; i < times / 5; i++)
                    await write(i);
                var mine = await TimeAsync(times, i => write((times / 5) + i));
                var raw = await RawAsync(path, [.. tables, "audit_entries"], update, times);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {times / mine.Wall.TotalSeconds:0} | {mine.Cpu.TotalMilliseconds / times:0.00} | {times / raw.Wall.TotalSeconds:0} | {raw.Cpu.TotalMilliseconds / times:0.00} | {mine.Wall / raw.Wall:0.0}x | {mine.Cpu / raw.Cpu:0.0}x |"));
            }
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>The newest row of each table put in again and again under new keys, and the row that the write changes besides; in a copy of the file.</summary>
    private static async Task<(TimeSpan Wall, TimeSpan Cpu)> RawAsync(string path, string[] tables, string? update, int times)
    {
        var copy = path + ".raw" + tables[0];
        await using (var source = new SqliteConnection($"Data Source={path};Pooling=False"))
        await using (var target = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            await source.OpenAsync();
            await target.OpenAsync();
            source.BackupDatabase(target);
        }
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        var statements = new List<(SqliteCommand Command, List<int> Keys)>();
        foreach (var table in tables)
            statements.Add(await InsertAsync(connection, table));
        if (update is not null)
        {
            var command = connection.CreateCommand();
            command.CommandText = update;
            statements.Add((command, []));
        }
        var next = 1_000_000_000L;
        try
        {
            return await TimeAsync(times, async _ =>
            {
                await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync();
                next++;
                foreach (var (command, keys) in statements)
                {
                    command.Transaction = transaction;
                    foreach (var key in keys)
                        command.Parameters[key].Value = next;
                    await command.ExecuteNonQueryAsync();
                }
                await transaction.CommitAsync();
            });
        }
        finally
        {
            foreach (var (command, _) in statements)
                await command.DisposeAsync();
        }
    }

    private static async Task<(SqliteCommand Command, List<int> Keys)> InsertAsync(SqliteConnection connection, string table)
    {
        var row = new List<(string Name, object Value)>();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = $"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1";
            await using DbDataReader reader = await read.ExecuteReaderAsync();
            if (!await reader.ReadAsync())
                throw new InvalidOperationException($"{table} is empty.");
            for (var i = 0; i < reader.FieldCount; i++)
                row.Add((reader.GetName(i), reader.GetValue(i)));
        }
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", row.Select(one => one.Name))}) VALUES ({string.Join(", ", row.Select((_, i) => $"$p{i}"))})";
        var keys = new List<int>();
        for (var i = 0; i < row.Count; i++)
        {
            command.Parameters.AddWithValue($"$p{i}", row[i].Value);
            if (row[i].Name is "id" or "sequence" or "record_id" or "change_set_id" or "number" && row[i].Value is long)
                keys.Add(i);
        }
        await command.PrepareAsync();
        return (command, keys);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(TimeSpan Wall, TimeSpan Cpu)> TimeAsync(int times, Func<int, Task> write)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
            await write(i);
        var wall = watch.Elapsed;
        process.Refresh();
        return (wall, process.TotalProcessorTime - cpu);
    }

    private static T Ok<T>(Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException($"{result.Failure.Code}: {result.Failure.Message}");
}

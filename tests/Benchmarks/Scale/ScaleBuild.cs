using System.Data.Common;
using System.Diagnostics;
using BotCrm.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BotCrm.Benchmarks.Scale;

/// <summary>Fills an empty store with the big company.</summary>
internal static class ScaleBuild
{
    public static async Task RunAsync(CrmOptions options, ScaleData data)
    {
        await using (var services = Services(options))
            await CrmStartup.PrepareAsync(services);
        var postgres = options.Provider == StoreProvider.Postgres;
        await using var connection = Open(options);
        await connection.OpenAsync();
        await ScaleData.RunAsync(connection, postgres ? "SET synchronous_commit = off; SET session_replication_role = replica" : "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;");
        foreach (var (what, sql) in data.Steps())
        {
            var watch = Stopwatch.StartNew();
            await ScaleData.RunAsync(connection, ScaleData.Translate(sql, postgres));
            Console.WriteLine($"{what,-16} {watch.Elapsed.TotalSeconds,6:0.0} s");
        }
        if (postgres)
        {
            foreach (var sql in ScaleData.Kept())
                await ScaleData.RunAsync(connection, sql);
            await ScaleData.RunAsync(connection, "SET session_replication_role = DEFAULT");
        }
        // The program makes its own keys and indexes of words, as it does for a company that is older than they are.
        var filled = Stopwatch.StartNew();
        await using (var services = Services(options))
            await CrmStartup.PrepareAsync(services);
        Console.WriteLine($"{"indexes of words",-16} {filled.Elapsed.TotalSeconds,6:0.0} s");
        var analyzed = Stopwatch.StartNew();
        foreach (var sql in postgres ? ["VACUUM ANALYZE"] : new[] { "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)" })
            await ScaleData.RunAsync(connection, sql);
        Console.WriteLine($"{"analyze",-16} {analyzed.Elapsed.TotalSeconds,6:0.0} s");
    }

    /// <summary>Whether the big company is there already.</summary>
    public static async Task<bool> IsBuiltAsync(CrmOptions options)
    {
        if (options.Provider == StoreProvider.Sqlite && !File.Exists(options.Path))
            return false;
        await using var connection = Open(options);
        await connection.OpenAsync();
        var tables = options.Provider == StoreProvider.Postgres
            ? "SELECT count(*) FROM information_schema.tables WHERE table_name = 'customers' AND table_schema = 'public'"
            : "SELECT count(*) FROM sqlite_master WHERE name = 'customers'";
        return Convert.ToInt64(await ScaleData.RunAsync(connection, tables), System.Globalization.CultureInfo.InvariantCulture) > 0
            && Convert.ToInt64(await ScaleData.RunAsync(connection, "SELECT count(*) FROM users"), System.Globalization.CultureInfo.InvariantCulture) > 1;
    }

    public static ServiceProvider Services(CrmOptions options) =>
        new ServiceCollection().AddSingleton<TimeProvider>(new Testing.TestClock()).AddCrmCore(options).BuildServiceProvider();

    public static DbConnection Open(CrmOptions options) =>
        options.Provider == StoreProvider.Postgres ? new NpgsqlConnection(options.ConnectionString) : new SqliteConnection($"Data Source={options.Path}");
}

using System.Data.Common;
using System.Diagnostics;
using BotCrm.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Benchmarks.Scale;

/// <summary>Fills an empty store with the big company.</summary>
internal static class ScaleBuild
{
    public static async Task RunAsync(CrmOptions options, ScaleData data)
    {
        await using (var services = Services(options))
            await CrmStartup.PrepareAsync(services);
        await using var connection = Open(options);
        await connection.OpenAsync();
        await ScaleData.RunAsync(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;");
        foreach (var (what, sql) in data.Steps())
        {
            var watch = Stopwatch.StartNew();
            await ScaleData.RunAsync(connection, ScaleData.Translate(sql, false));
            Console.WriteLine($"{what,-16} {watch.Elapsed.TotalSeconds,6:0.0} s");
        }
        var analyzed = Stopwatch.StartNew();
        await ScaleData.RunAsync(connection, "ANALYZE");
        await ScaleData.RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        Console.WriteLine($"{"analyze",-16} {analyzed.Elapsed.TotalSeconds,6:0.0} s");
    }

    public static ServiceProvider Services(CrmOptions options) =>
        new ServiceCollection().AddSingleton<TimeProvider>(new Testing.TestClock()).AddCrmCore(options).BuildServiceProvider();

    private static DbConnection Open(CrmOptions options) => new SqliteConnection($"Data Source={options.Path}");
}

using System.Diagnostics;

namespace BotCrm.Benchmarks;

/// <summary>From starting the process to the first answered message: on an empty folder (the sample company is made) and on an existing one.</summary>
internal static class ColdStart
{
    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| start | bot s | empty endpoint s | ratio |");
        Console.WriteLine("|---|---:|---:|---:|");
        var folder = Directory.CreateTempSubdirectory("botcrm-start").FullName;
        await OnceAsync(BotServer.StartEmpty);
        foreach (var name in new[] { "first (fills the sample company)", "second", "third" })
        {
            var product = await OnceAsync(() => BotServer.Start(folder));
            var baseline = await OnceAsync(BotServer.StartEmpty);
            Console.WriteLine($"| {name} | {product.TotalSeconds:0.00} | {baseline.TotalSeconds:0.00} | {product / baseline:0.0}x |");
        }

        return 0;
    }

    private static async Task<TimeSpan> OnceAsync(Func<ServerProcess> start)
    {
        var watch = Stopwatch.StartNew();
        await using var server = start();
        using var client = new HttpClient { BaseAddress = server.Address };
        await BotServer.WaitAsync(client);
        return watch.Elapsed;
    }
}

using System.Diagnostics;

namespace BotCrm.Benchmarks;

/// <summary>
/// Closed-loop load: each conversation sends its next message when the last one is answered. The client shares the machine with the server, so
/// beside turns per second the server's own CPU time per turn is compared.
/// </summary>
internal static class LoadRun
{
    private static readonly (string Name, Func<int, string> Text)[] Mixes =
    [
        ("read: pipeline", _ => "how is the pipeline this quarter?"),
        ("read: list", _ => "show my open opportunities"),
        ("write: log a call", i => $"log a call with Fabrikam: asked for data sheet {i}"),
    ];

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-load").FullName;
        await using var bot = BotServer.Start(folder);
        await using var empty = BotServer.StartEmpty();
        using var botClient = Client(bot.Address);
        using var emptyClient = Client(empty.Address);
        await BotServer.WaitAsync(botClient);
        await BotServer.WaitAsync(emptyClient);

        Console.WriteLine("| what | conversations | empty turns/s | bot turns/s | ratio | empty CPU µs/turn | bot CPU µs/turn | CPU ratio | bot p50 ms | bot p99 ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (name, text) in Mixes)
        {
            foreach (var conversations in new[] { 1, 16, 256 })
            {
                var turns = conversations == 1 ? 1_500 : 6_000;
                // Warm: the JIT's tiers settle before anything is measured.
                await MeasureAsync(empty, emptyClient, text, conversations, turns);
                await MeasureAsync(bot, botClient, text, conversations, turns);
                var baseline = await MeasureAsync(empty, emptyClient, text, conversations, turns);
                var product = await MeasureAsync(bot, botClient, text, conversations, turns);
                Console.WriteLine(
                    $"| {name} | {conversations} | {baseline.PerSecond:0} | {product.PerSecond:0} | {baseline.PerSecond / product.PerSecond:0.0}x | " +
                    $"{baseline.CpuMicroseconds:0} | {product.CpuMicroseconds:0} | {product.CpuMicroseconds / baseline.CpuMicroseconds:0.0}x | {product.P50:0.00} | {product.P99:0.00} |");
            }
        }

        Console.WriteLine($"bot working set: {bot.WorkingSet / 1048576} MiB");
        return 0;
    }

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address };

    private static async Task<Figures> MeasureAsync(ServerProcess server, HttpClient client, Func<int, string> text, int conversations, int turns)
    {
        var latencies = new double[turns];
        var sent = -1;
        var cpu = server.Cpu;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, conversations).Select(async conversation =>
        {
            int i;
            while ((i = Interlocked.Increment(ref sent)) < turns)
            {
                var started = Stopwatch.GetTimestamp();
                await BotServer.SayAsync(client, $"load-{conversations}-{conversation}", text(i));
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        }));
        watch.Stop();
        var used = server.Cpu - cpu;
        Array.Sort(latencies);
        return new Figures(turns / watch.Elapsed.TotalSeconds, used.TotalMicroseconds / turns, latencies[turns / 2], latencies[(int)(turns * 0.99)]);
    }

    private sealed record Figures(double PerSecond, double CpuMicroseconds, double P50, double P99);
}

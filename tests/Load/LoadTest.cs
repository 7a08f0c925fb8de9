using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotCrm.Benchmarks;
using BotCrm.Benchmarks.Scale;
using BotCrm.Core;

namespace BotCrm.Load;

/// <summary>Starts the server on a big company, lets everybody work, and prints what it was like.</summary>
internal static class LoadTest
{
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var postgres = options.Store?.Contains('=', StringComparison.Ordinal) == true;
        // A database that is used again needs the key file that its fields were sealed with.
        var folder = postgres
            ? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "botcrm-load-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Store!)))[..12])).FullName
            : Directory.CreateTempSubdirectory("botcrm-load").FullName;
        try
        {
            var core = new CrmOptions
            {
                Path = postgres || options.Store is null ? Path.Combine(folder, "crm.db") : options.Store,
                Provider = postgres ? StoreProvider.Postgres : StoreProvider.Sqlite,
                ConnectionString = postgres ? options.Store : null,
                Currency = "EUR",
            };
            var data = new ScaleData(options.Customers / 1_000_000.0);
            if (!await ScaleBuild.IsBuiltAsync(core))
                await ScaleBuild.RunAsync(core, data);
            await using var server = ServerProcess.Start(typeof(Bot.Turns.ITurnPipeline).Assembly.Location, address => Arguments(address, core));
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 4_000, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
            await ReadyAsync(client);
            return await MeasureAsync(options, data, server, client);
        }
        finally
        {
            if (!postgres)
                Directory.Delete(folder, true);
        }
    }

    private static string[] Arguments(Uri address, CrmOptions core) =>
    [
        "--urls", address.ToString(), "--Data:Path", core.Path, "--Demo:Data", "none", "--Clock:Start", "2026-11-23T09:00:00Z",
        "--Logging:LogLevel:Default", "Warning", "--Api:RequestsPerMinute", "1000000",
        .. core.Provider == StoreProvider.Postgres ? new[] { "--Data:Provider", "postgres", "--Data:ConnectionString", core.ConnectionString! } : [],
    ];

    private static async Task<int> MeasureAsync(LoadOptions options, ScaleData data, ServerProcess server, HttpClient client)
    {
        var requests = new ConcurrentBag<Sample>();
        var warm = options.Warm;
        var sellers = Enumerable.Range(0, (int)options.Users).Select(i => new Seller(client, data, i, options.Think)).ToList();
        // Signing in is no part of the mix.
        await Parallel.ForEachAsync(sellers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seller, ct) => await seller.SignInAsync(ct));
        var watch = Stopwatch.StartNew();
        using var end = new CancellationTokenSource(warm + options.Length);
        var work = sellers.Select(seller => seller.WorkAsync((sample) =>
        {
            if (watch.Elapsed > warm)
                requests.Add(sample);
        }, end.Token)).ToList();
        await Task.WhenAny(Task.WhenAll(work), Task.Delay(warm));
        var (cpu, began) = (server.Cpu, watch.Elapsed);
        await Task.WhenAll(work);
        var (used, took) = (server.Cpu - cpu, watch.Elapsed - began);
        var result = Print(options, [.. requests], used / took, server.WorkingSet);
        await PrintWritersAsync(client);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"server: {used.TotalMilliseconds / Math.Max(1, requests.Count):0.00} ms of processor time a request"));
        return result;
    }

    private static int Print(LoadOptions options, IReadOnlyList<Sample> samples, double cores, long workingSet)
    {
        var failures = samples.Where(sample => sample.Failure is not null).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{options.Users:0} users, {options.Customers:N0} customers, think time {options.Think.TotalSeconds:0.#} s, {options.Length.TotalSeconds:0} s: {samples.Count:N0} requests, {samples.Count / options.Length.TotalSeconds:0} a second, {failures.Count} errors"));
        Console.WriteLine("| what | requests | p50 ms | p95 ms | p99 ms | max ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var group in samples.GroupBy(sample => sample.What).OrderBy(group => group.Key, StringComparer.Ordinal).Append(null))
        {
            var times = (group ?? (IEnumerable<Sample>)samples).Select(sample => sample.Milliseconds).Order().ToArray();
            if (times.Length > 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {group?.Key ?? "all"} | {times.Length:N0} | {At(times, .5):0.0} | {At(times, .95):0.0} | {At(times, .99):0.0} | {times[^1]:0.0} |"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"server: {cores:0.00} of {Environment.ProcessorCount} cores, working set {workingSet / 1048576} MiB (users run on the same machine)"));
        foreach (var failure in failures.GroupBy(sample => $"{sample.What}: {sample.Failure}").OrderByDescending(group => group.Count()).Take(10))
            Console.WriteLine($"{failure.Count()} x {failure.Key}");
        return failures.Count == 0 && samples.Count > 0 ? 0 : 1;
    }

    /// <summary>What the server says of its write lock, in its last one to two minutes.</summary>
    private static async Task PrintWritersAsync(HttpClient client)
    {
        using var signIn = await client.PostAsJsonAsync("api/v1/demo/token", new { user = "admin" });
        using var ask = new HttpRequestMessage(HttpMethod.Get, "api/v1/background/writers");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await signIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        using var answer = await client.SendAsync(ask);
        Console.WriteLine($"server: writers, ms: {await answer.Content.ReadAsStringAsync()}");
    }

    private static double At(double[] sorted, double part) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];

    private static async Task ReadyAsync(HttpClient client)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var response = await client.GetAsync("health");
                if (response.IsSuccessStatusCode)
                    return;
            }
            // The first start on a new company fills its search indexes.
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(4))
            {
            }
            await Task.Delay(50);
        }
    }
}

/// <summary>One request: what it was, how long it took to the last byte, and what went wrong.</summary>
internal readonly record struct Sample(string What, double Milliseconds, string? Failure);

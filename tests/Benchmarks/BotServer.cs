using System.Diagnostics;
using System.Net.Http.Json;

namespace BotCrm.Benchmarks;

/// <summary>The real bot on the sample company, and the requests the runs send.</summary>
internal static class BotServer
{
    private static long next;

    public static ServerProcess Start(string folder) => ServerProcess.Start(
        typeof(Bot.Turns.ITurnPipeline).Assembly.Location,
        address => ["--urls", address.ToString(), "--Data:Path", Path.Combine(folder, "crm.db"), "--Demo:Data", "sample", "--Logging:LogLevel:Default", "Warning", "--Api:RequestsPerMinute", "1000000"]);

    public static ServerProcess StartEmpty() => ServerProcess.Start(typeof(BotServer).Assembly.Location, address => [EmptyServer.Argument, address.ToString()]);

    public static async Task<string> SayAsync(HttpClient client, string conversation, string text)
    {
        var activity = new
        {
            type = "message",
            id = $"a{Interlocked.Increment(ref next)}",
            channelId = "emulator",
            serviceUrl = "http://127.0.0.1:1/",
            deliveryMode = "expectReplies",
            locale = "en-US",
            from = new { id = "lena" },
            recipient = new { id = "bot" },
            conversation = new { id = conversation },
            text,
        };
        using var response = await client.PostAsJsonAsync("api/messages", activity);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{(int)response.StatusCode}: {body}");
    }

    /// <summary>Tries until the server answers, at most for 30 s.</summary>
    public static async Task WaitAsync(HttpClient client)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await SayAsync(client, "warm", "help");
                return;
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(5);
            }
        }
    }
}

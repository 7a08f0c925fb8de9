using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BotCrm.Benchmarks.Scale;

namespace BotCrm.Load;

/// <summary>One person at work: reads, lists and writes in a mix, and thinks in between. The same every run, as far as the server lets it.</summary>
internal sealed class Seller(HttpClient client, ScaleData data, int number, TimeSpan think)
{
    private readonly Random random = new(number);
    private readonly int user = ScaleData.RepNumber(number);
    private string token = "";
    private string? task;

    public async Task SignInAsync(CancellationToken ct)
    {
        using var response = await client.PostAsJsonAsync("api/v1/demo/token", new { user = $"user{user}" }, ct);
        response.EnsureSuccessStatusCode();
        token = (await response.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("token").GetString()!;
    }

    public async Task WorkAsync(Action<Sample> done, CancellationToken end)
    {
        try
        {
            // Not all at once.
            await Task.Delay(think * random.NextDouble(), end);
            while (!end.IsCancellationRequested)
            {
                done(await RequestAsync());
                await Task.Delay(think * -Math.Log(1 - random.NextDouble()), end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private Task<Sample> RequestAsync() => random.Next(100) switch
    {
        < 30 => GetAsync("read: a customer", $"customers/{Customer()}"),
        < 50 => GetAsync("read: a customer's page", $"customers/{Customer()}/summary"),
        < 60 => GetAsync("read: opportunities of a customer", $"opportunities?customer={Customer()}"),
        < 66 => GetAsync("list: my customers", "customers?limit=25"),
        < 70 => GetAsync("list: my open opportunities", "opportunities?open=true&limit=25"),
        < 74 => GetAsync("list: newest interactions", "interactions?limit=25"),
        < 78 => GetAsync("list: my tasks", "tasks?done=false&assignee=me&limit=25"),
        < 81 => GetAsync("list: customers by name", $"customers?search={random.Next(1, data.Customers)}"),
        < 83 => GetAsync("report: pipeline", "reports/pipeline"),
        < 85 => GetAsync("report: forecast", "reports/forecast"),
        < 92 => SendAsync("write: an interaction", HttpMethod.Post, "interactions", new { customer = Customer(), kind = "call", summary = $"Asked for delivery {random.Next()}" }),
        < 97 => SendAsync("write: a task", HttpMethod.Post, "tasks", new { title = $"Call again {random.Next()}", customer = Customer(), due = "2026-11-25T15:00:00Z" }, body => task = body.GetProperty("id").GetString()),
        _ when task is { } known => SendAsync("write: a task done", HttpMethod.Patch, $"tasks/{known}", new { done = true }, _ => task = null),
        _ => SendAsync("write: a customer's notes", HttpMethod.Patch, $"customers/{Customer()}", new { notes = $"Prefers mornings {random.Next()}" }),
    };

    private string Customer() => data.CustomerOf(user, random.Next()).ToString(CultureInfo.InvariantCulture);

    private Task<Sample> GetAsync(string what, string path) => SendAsync(what, HttpMethod.Get, path, null);

    private async Task<Sample> SendAsync(string what, HttpMethod method, string path, object? body, Action<JsonElement>? read = null)
    {
        var started = Stopwatch.GetTimestamp();
        string? failure = null;
        try
        {
            using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode)
                failure = $"{(int)response.StatusCode} {text[..Math.Min(200, text.Length)]}";
            else
                read?.Invoke(JsonElement.Parse(text));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            failure = e.Message;
        }
        return new Sample(what, Stopwatch.GetElapsedTime(started).TotalMilliseconds, failure);
    }
}

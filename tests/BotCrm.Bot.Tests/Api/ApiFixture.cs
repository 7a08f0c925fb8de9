using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.Api;

/// <summary>One running application with the sample company for all tests of a class; each test makes the records that it changes.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private readonly Dictionary<string, ApiClient> clients = [];

    public TestBot Bot { get; private set; } = null!;

    public async Task InitializeAsync() => Bot = await TestBot.StartAsync();

    public async Task DisposeAsync() => await Bot.DisposeAsync();

    public async Task<ApiClient> AsAsync(string login)
    {
        if (!clients.TryGetValue(login, out var client))
            clients[login] = client = await ApiClient.SignInAsync(Bot, login);
        return client;
    }
}

/// <summary>A signed-in user of the REST API.</summary>
public sealed class ApiClient(HttpClient http)
{
    public static async Task<ApiClient> SignInAsync(TestBot bot, string login)
    {
        var http = bot.Client();
        using var response = await http.PostAsJsonAsync("/api/v1/demo/token", new { user = login });
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ApiClient(http);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body));

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, JsonSerializer.Serialize(body), ifMatch);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        // Downloads, calendars and pages are what they are.
        var isJson = text.Length > 0 && type is not null && (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal));
        return new Answer(response.StatusCode, isJson ? JsonNode.Parse(text) : null, type, response.Headers, text);
    }

    /// <summary>Creates and expects that it worked.</summary>
    public async Task<JsonNode> CreateAsync(string path, object body)
    {
        var answer = await PostAsync(path, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json!;
    }

    public async Task<string> CreateCustomerAsync(string name) => (string)(await CreateAsync("customers", new { name }))["id"]!;

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonNode>> AllAsync(string path, int limit)
    {
        var items = new List<JsonNode>();
        string? after = null;
        do
        {
            var page = await GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}limit={limit}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var got = page.Json!["items"]!.AsArray();
            Assert.InRange(got.Count, 0, limit);
            items.AddRange(got.Select(item => item!));
            after = (string?)page.Json["next"];
        }
        while (after is not null);
        return items;
    }
}

public sealed record Answer(HttpStatusCode Status, JsonNode? Json, string? MediaType, HttpResponseHeaders Headers, string Text)
{
    public string? this[string field] => Json?[field]?.ToString();

    /// <summary>A problem as promised: status, media type, code, and what it is about.</summary>
    public void IsProblem(HttpStatusCode status, string code, string? field = null)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Text}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal(code, this["code"]);
        Assert.Equal((int)status, (int)Json!["status"]!);
        Assert.False(string.IsNullOrEmpty(this["detail"]));
        if (field is not null)
            Assert.Equal(field, this["field"]);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
    }
}

internal static class JsonFacts
{
    /// <summary>The named fields have these values (compared as JSON text; null: the field is null).</summary>
    public static void Has(this JsonNode? json, params (string Field, object? Value)[] expected)
    {
        foreach (var (field, value) in expected)
        {
            Assert.True(json!.AsObject().ContainsKey(field), $"no field {field} in {json}");
            // 1899 and 1899.0 are the same amount.
            if (value is decimal amount && json[field] is { } number)
                Assert.Equal((field, amount), (field, (decimal)number));
            else
                Assert.Equal((field, value is null ? null : JsonSerializer.SerializeToNode(value)!.ToJsonString()), (field, json[field]?.ToJsonString()));
        }
    }
}

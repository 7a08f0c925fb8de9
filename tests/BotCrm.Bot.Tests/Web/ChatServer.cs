using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.DirectLine;
using BotCrm.Bot.Channels.WebChat;
using BotCrm.Bot.Turns;
using BotCrm.Core;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Web;

/// <summary>Direct Line and the page on a real port of this machine, before the real pipeline and CRM and an assistant of the test's choice.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly bool ownsFolder;
    private readonly WebApplication app;
    private readonly ErrorLog log;

    private ChatServer(WebApplication app, ErrorLog log, string folder, bool ownsFolder)
    {
        this.app = app;
        this.log = log;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address => new(app.Urls.First());

    public string Folder => folder;

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="folder">The data of an earlier server, to play a restart; null: a new one.</param>
    /// <param name="port">0: any free one.</param>
    public static async Task<ChatServer> StartAsync(IAssistant assistant, TimeProvider? clock = null, string? folder = null, int port = 0, params (string Key, string Value)[] settings)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("botcrm-chat-").FullName;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { WebRootPath = Repository.Path("bot", "wwwroot"), ContentRootPath = folder });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var log = new ErrorLog();
        builder.Logging.AddProvider(log);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(clock ?? new TestClock());
        var database = Path.Combine(folder, "crm.db");
        if (!File.Exists(database))
            await SampleDatabase.CopyToAsync(database);
        builder.Services.AddCrmCore(new CrmOptions { Path = database, SampleData = true, Currency = "EUR" });
        builder.Services.AddTurns();
        builder.Services.AddSingleton(assistant);
        builder.Services.AddDirectLine(builder.Configuration);
        var app = builder.Build();
        app.MapDirectLine();
        app.UseWebChat();
        await CrmStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new ChatServer(app, log, folder, ownsFolder);
    }

    public async Task<JsonObject> TokenAsync(string user) =>
        await ReadAsync(await Client.PostAsJsonAsync("/v3/directline/tokens/generate", new { user = new { id = user } }));

    /// <summary>A started conversation: its id, its token and its stream.</summary>
    public async Task<(string Id, string Token, string StreamUrl)> ConverseAsync(string user)
    {
        var token = (string)(await TokenAsync(user))["token"]!;
        var started = await ReadAsync(await SendAsync(HttpMethod.Post, "/v3/directline/conversations", token));
        return ((string)started["conversationId"]!, (string)started["token"]!, (string)started["streamUrl"]!);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> SayAsync(string conversation, string token, object activity) =>
        SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", token, JsonContent.Create(activity));

    public async Task<(IReadOnlyList<JsonObject> Activities, string Watermark)> ListAsync(string conversation, string token, string? watermark = null)
    {
        var path = $"/v3/directline/conversations/{conversation}/activities" + (watermark is null ? "" : "?watermark=" + Uri.EscapeDataString(watermark));
        var set = await ReadAsync(await SendAsync(HttpMethod.Get, path, token));
        return ([.. set["activities"]!.AsArray().Select(a => a!.AsObject())], (string)set["watermark"]!);
    }

    /// <summary>Everything in the conversation, as soon as its waiting turns are answered.</summary>
    public async Task<IReadOnlyList<JsonObject>> SettledAsync(string conversation, string token)
    {
        await Services.GetRequiredService<DirectLineTurns>().IdleAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return (await ListAsync(conversation, token)).Activities;
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public static async Task RefusedAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        Assert.Equal(status, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.False(string.IsNullOrWhiteSpace((string)error["code"]!));
        Assert.False(string.IsNullOrWhiteSpace((string)error["message"]!));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(log.Errors.IsEmpty, "Logged: " + string.Join("\n", log.Errors));
    }
}

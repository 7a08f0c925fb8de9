using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Bot.Tests.Turns;
using BotCrm.Bot.Turns;
using BotCrm.Core;
using BotCrm.Core.Audit;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>The endpoint as Program.cs puts it together, with a scripted assistant, a stopped clock and a connector on loopback.</summary>
internal sealed class BotHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private BotHost(WebApplication app, LocalPeer connector)
    {
        this.app = app;
        Connector = connector;
        Client = app.GetTestClient();
    }

    public LocalPeer Connector { get; }

    public HttpClient Client { get; }

    public DirectoryCrm Crm => (DirectoryCrm)app.Services.GetRequiredService<ICrm>();

    public ScriptedAssistant Assistant => (ScriptedAssistant)app.Services.GetRequiredService<IAssistant>();

    public ManualTime Time => (ManualTime)app.Services.GetRequiredService<TimeProvider>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<BotHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddSingleton<ICrm>(new DirectoryCrm());
        builder.Services.AddSingleton<IAssistant>(new ScriptedAssistant());
        builder.Services.AddSingleton<IAuditEvents>(new NotedEvents());
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddTurns();
        builder.Services.AddActivityProtocol(builder.Configuration);
        var app = builder.Build();
        app.UseStatusCodePages();
        app.UseDemoModeGuard();
        app.MapActivityProtocol();
        await app.StartAsync();
        return new BotHost(app, await LocalPeer.StartAsync());
    }

    /// <summary>A message from Lena in Teams, to be changed by the test.</summary>
    public JsonObject Message(string? text = "help", string id = "a1") => new()
    {
        ["type"] = "message",
        ["id"] = id,
        ["timestamp"] = "2026-11-23T09:00:00.000Z",
        ["channelId"] = "msteams",
        ["serviceUrl"] = $"{Connector.Url}/_connector",
        ["from"] = new JsonObject { ["id"] = "lena", ["name"] = "Lena Vogt", ["aadObjectId"] = DirectoryCrm.LenaObjectId },
        ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "BotCrm" },
        ["conversation"] = new JsonObject { ["id"] = "19:abc|x;messageid=17@thread.v2", ["conversationType"] = "personal", ["tenantId"] = "t-1" },
        ["locale"] = "en-US",
        ["textFormat"] = "plain",
        ["text"] = text,
    };

    public JsonObject ExpectingReplies(string? text = "help", string id = "a1")
    {
        var message = Message(text, id);
        message["deliveryMode"] = "expectReplies";
        return message;
    }

    public Task<HttpResponseMessage> PostAsync(JsonNode? activity, string? token = null) => PostAsync(activity?.ToJsonString() ?? "null", token);

    public async Task<HttpResponseMessage> PostAsync(string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request);
    }

    /// <summary>Posts and reads the collected replies.</summary>
    public async Task<IReadOnlyList<JsonObject>> AskAsync(JsonObject activity, string? token = null)
    {
        using var response = await PostAsync(activity, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["activities"]!.AsArray().Select(reply => reply!.AsObject())];
    }

    public async Task<HttpStatusCode> StatusAsync(JsonNode? activity, string? token = null)
    {
        using var response = await PostAsync(activity, token);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        Client.Dispose();
        await app.DisposeAsync();
        await Connector.DisposeAsync();
    }
}

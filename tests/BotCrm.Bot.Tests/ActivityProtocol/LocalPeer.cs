using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <param name="Target">Path and query as they were on the wire, escapes and all.</param>
internal sealed record PeerCall(string Method, string Target, string? Authorization, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}

internal sealed record PeerAnswer(int Status, string? Body = null, string? RetryAfter = null, string? Location = null);

/// <summary>A real HTTP server on loopback that stands for a connector, a token endpoint or an issuer, and records who called.</summary>
internal sealed class LocalPeer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<(int Count, TaskCompletionSource Reached)> watchers = [];
    private readonly Lock gate = new();
    private readonly List<PeerCall> calls = [];

    private LocalPeer(WebApplication app) => this.app = app;

    public Func<PeerCall, PeerAnswer> Answer { get; set; } = static _ => new PeerAnswer(201, """{"id":"sent-1"}""");

    /// <summary>Answers given first, in order, before <see cref="Answer"/>.</summary>
    public ConcurrentQueue<PeerAnswer> First { get; } = new();

    public string Url { get; private set; } = "";

    public IReadOnlyList<PeerCall> Calls
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    public static async Task<LocalPeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var peer = new LocalPeer(app);
        app.Run(peer.HandleAsync);
        await app.StartAsync();
        peer.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return peer;
    }

    /// <summary>Completes when that many calls have come.</summary>
    public async Task<IReadOnlyList<PeerCall>> WaitForCallsAsync(int count)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (calls.Count >= count)
                return [.. calls];
            watchers.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{count} calls were expected, but only these came: {JsonSerializer.Serialize(Calls)}");
        }

        return Calls;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new PeerCall(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.Authorization.FirstOrDefault(),
            await reader.ReadToEndAsync());
        var answer = First.TryDequeue(out var first) ? first : Answer(call);
        lock (gate)
        {
            calls.Add(call);
            foreach (var watcher in watchers.Where(watcher => watcher.Count <= calls.Count))
                watcher.Reached.TrySetResult();
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is not null)
            context.Response.Headers.RetryAfter = answer.RetryAfter;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        if (answer.Body is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(answer.Body);
        }
    }
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace BotCrm.Skills.Tests.Llm;

/// <summary>A request as the server got it.</summary>
public sealed record LlmRequest(string Path, string Query, IHeaderDictionary Headers, JsonNode Body)
{
    public IReadOnlyList<JsonNode> Messages => [.. Body["messages"]!.AsArray().Select(message => message!)];
}

/// <summary>An HTTP server on loopback that speaks chat completions by a script, in order; beyond the script it answers 418.</summary>
public sealed class LlmServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();
    private readonly Channel<LlmRequest> arrivals = Channel.CreateUnbounded<LlmRequest>();
    private readonly WebApplication app;

    private LlmServer(WebApplication app) => this.app = app;

    public List<LlmRequest> Requests { get; } = [];

    public Uri Address => new(app.Urls.First());

    public static async Task<LlmServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LlmServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Waits until the next request has arrived.</summary>
    public async Task<LlmRequest> ArrivalAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await arrivals.Reader.ReadAsync(limit.Token);
    }

    public LlmServer Says(bool streaming, string text, params (string Id, string Name, string Arguments)[] calls) =>
        streaming ? Stream(Chunks(text, calls)) : Json(Completion(text, calls));

    public LlmServer Json(string body, int status = 200, params (string Name, string Value)[] headers)
    {
        script.Enqueue(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = "application/json";
            foreach (var (name, value) in headers)
                http.Response.Headers[name] = value;
            await http.Response.WriteAsync(body);
        });
        return this;
    }

    /// <summary>Server-sent events, each flushed by itself. Without the end the connection is cut after the last.</summary>
    public LlmServer Stream(IEnumerable<string> chunks, bool whole = true)
    {
        script.Enqueue(async http =>
        {
            http.Response.ContentType = "text/event-stream";
            foreach (var chunk in whole ? chunks.Append("[DONE]") : chunks)
            {
                await http.Response.WriteAsync($"data: {chunk}\n\n");
                await http.Response.Body.FlushAsync();
            }

            if (!whole)
                http.Abort();
        });
        return this;
    }

    /// <summary>Takes the request and says nothing (more) until the client has gone.</summary>
    public LlmServer Hangs(params string[] firstChunks)
    {
        script.Enqueue(async http =>
        {
            if (firstChunks.Length > 0)
            {
                http.Response.ContentType = "text/event-stream";
                foreach (var chunk in firstChunks)
                    await http.Response.WriteAsync($"data: {chunk}\n\n");
                await http.Response.Body.FlushAsync();
            }

            var gone = new TaskCompletionSource();
            await using var _ = http.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        });
        return this;
    }

    public static string Completion(string text, params (string Id, string Name, string Arguments)[] calls) => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1790000000,
        model = "scripted-1",
        choices = new[]
        {
            new
            {
                index = 0,
                message = new { role = "assistant", content = text.Length > 0 ? text : null, tool_calls = calls.Length == 0 ? null : calls.Select(call => new { id = call.Id, type = "function", function = new { name = call.Name, arguments = call.Arguments } }) },
                finish_reason = calls.Length == 0 ? "stop" : "tool_calls",
            },
        },
        usage = new { prompt_tokens = 12, completion_tokens = 3, total_tokens = 15 },
    });

    /// <summary>The same as a stream: text word by word, arguments in pieces of five characters.</summary>
    public static IEnumerable<string> Chunks(string text, params (string Id, string Name, string Arguments)[] calls)
    {
        yield return Chunk(new { role = "assistant", content = "" });
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            yield return Chunk(new { content = word + " " });
        for (var i = 0; i < calls.Length; i++)
        {
            yield return Chunk(new { tool_calls = new[] { new { index = i, id = calls[i].Id, type = "function", function = new { name = calls[i].Name, arguments = "" } } } });
            foreach (var piece in calls[i].Arguments.Chunk(5))
                yield return Chunk(new { tool_calls = new[] { new { index = i, function = new { arguments = new string(piece) } } } });
        }

        yield return Chunk(new { }, calls.Length == 0 ? "stop" : "tool_calls");
    }

    public static string Chunk(object delta, string? finish = null) => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1790000000,
        model = "scripted-1",
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var request = new LlmRequest(http.Request.Path, http.Request.QueryString.ToString(), new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value)), JsonNode.Parse(await reader.ReadToEndAsync())!);
        lock (Requests)
            Requests.Add(request);
        await arrivals.Writer.WriteAsync(request);
        if (script.TryDequeue(out var answer))
            await answer(http);
        else
            http.Response.StatusCode = 418;
    }
}

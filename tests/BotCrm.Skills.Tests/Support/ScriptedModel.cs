using System.Runtime.CompilerServices;
using BotCrm.Skills.Understanding;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tests.Support;

/// <summary>A chat client that answers by a script, in order, and throws when it runs out: a test never gets an answer it did not write.</summary>
public sealed class ScriptedModel : IChatClient
{
    private readonly Queue<Func<IReadOnlyList<ChatMessage>, ChatOptions?, ChatResponse>> script = new();

    /// <summary>What it was asked, newest last.</summary>
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public int Left => script.Count;

    /// <summary>Answers as the offline model does: signed, with calls.</summary>
    public ScriptedModel Offline(params (string Tool, object? Arguments)[] calls) => Offline("en", calls);

    public ScriptedModel Offline(string language, params (string Tool, object? Arguments)[] calls)
    {
        script.Enqueue((_, _) => Signed(language, calls));
        return this;
    }

    /// <summary>Answers as an LLM does: unsigned.</summary>
    public ScriptedModel Llm(string text, params (string Tool, object? Arguments)[] calls)
    {
        script.Enqueue((_, _) => Response(text, calls));
        return this;
    }

    public ScriptedModel Llm(Func<IReadOnlyList<ChatMessage>, string> text)
    {
        script.Enqueue((messages, _) => Response(text(messages)));
        return this;
    }

    public ScriptedModel Fails(Exception failure)
    {
        script.Enqueue((_, _) => throw failure);
        return this;
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages.ToList();
        Asked.Add((asked, options));
        if (!script.TryDequeue(out var next)) throw new InvalidOperationException($"The script is exhausted; asked: {asked[^1].Text}");
        return Task.FromResult(next(asked, options));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        // The words come in pieces, as they do from a real one; calls come whole.
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is not TextContent text)
                {
                    yield return new ChatResponseUpdate(message.Role, [content]) { AdditionalProperties = response.AdditionalProperties };
                    continue;
                }

                foreach (var piece in text.Text.Chunk(5))
                    yield return new ChatResponseUpdate(message.Role, new string(piece)) { AdditionalProperties = response.AdditionalProperties };
            }
        }

        if (response.Messages.All(m => m.Contents.Count == 0))
            yield return new ChatResponseUpdate(ChatRole.Assistant, "") { AdditionalProperties = response.AdditionalProperties };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static ChatResponse Signed(string language, (string, object?)[] calls)
    {
        var response = Response("", calls);
        response.AdditionalProperties = new AdditionalPropertiesDictionary
        {
            [ResponseKeys.Signature] = OfflineSignature.Instance,
            [ResponseKeys.Language] = language,
        };
        return response;
    }

    private static ChatResponse Response(string text, params (string Tool, object? Arguments)[] calls)
    {
        var contents = new List<AIContent>();
        if (text.Length > 0) contents.Add(new TextContent(text));
        var number = 0;
        foreach (var (tool, arguments) in calls)
        {
            var values = arguments switch
            {
                null => [],
                IDictionary<string, object?> given => new Dictionary<string, object?>(given),
                _ => arguments.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(arguments)),
            };
            contents.Add(new FunctionCallContent($"call-{++number}", tool, values));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents));
    }
}

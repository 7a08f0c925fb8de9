using System.ClientModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>
/// An LLM behind OpenAI's chat completions as an <see cref="IChatClient"/>. Whatever goes wrong on the wire is an <see cref="LlmException"/>.
/// Calls are given out whole, when the answer has ended: what broke off half-way has called nothing.
/// </summary>
internal sealed class OpenAiChatClient(LlmOptions options, TimeProvider clock) : IChatClient
{
    private readonly ChatClient client = OpenAiConnection.Open(options);
    private readonly ChatClientMetadata metadata = new(options.Provider == LlmProvider.Azure ? "azure.ai.openai" : "openai", options.BaseAddress, options.Model.Length > 0 ? options.Model : options.Deployment);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        try
        {
            ChatCompletion answer = await client.CompleteChatAsync(OpenAiMessages.From(messages), OpenAiMessages.From(chatOptions, options.MaxOutputTokens), cancellationToken);
            var contents = new List<AIContent>();
            var text = string.Concat(answer.Content.Where(static part => part.Kind == ChatMessageContentPartKind.Text).Select(static part => part.Text));
            if (text.Length > 0 || answer.ToolCalls.Count == 0)
                contents.Add(new TextContent(text.Length > 0 ? text : answer.Refusal ?? ""));
            contents.AddRange(answer.ToolCalls.Select(static call => OpenAiMessages.Call(call.Id, call.FunctionName, call.FunctionArguments.ToString())));
            return new ChatResponse(new Microsoft.Extensions.AI.ChatMessage(ChatRole.Assistant, contents))
            {
                ModelId = answer.Model,
                FinishReason = OpenAiMessages.Reason(answer.FinishReason),
                Usage = Usage(answer.Usage),
            };
        }
        catch (Exception exception) when (Explain(exception, cancellationToken) is { } explained)
        {
            throw explained;
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? chatOptions = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = client.CompleteChatStreamingAsync(OpenAiMessages.From(messages), OpenAiMessages.From(chatOptions, options.MaxOutputTokens), cancellationToken);
        await using var updates = stream.GetAsyncEnumerator(cancellationToken);
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        OpenAI.Chat.ChatFinishReason? reason = null;
        string? model = null;
        while (true)
        {
            ChatResponseUpdate? said;
            try
            {
                if (!await updates.MoveNextAsync())
                    break;

                var update = updates.Current;
                model = update.Model ?? model;
                reason = update.FinishReason ?? reason;
                foreach (var piece in update.ToolCallUpdates)
                    Add(calls, piece);
                var text = string.Concat(update.ContentUpdate.Where(static part => part.Kind == ChatMessageContentPartKind.Text).Select(static part => part.Text));
                said = text.Length > 0 ? new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = model } : null;
            }
            catch (Exception exception) when (Explain(exception, cancellationToken) is { } explained)
            {
                throw explained;
            }

            if (said is not null)
                yield return said;
        }

        if (reason is null)
            throw new LlmException("The LLM's answer broke off.", transient: true);

        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls.Values.Select(static call => (AIContent)OpenAiMessages.Call(call.Id, call.Name, call.Arguments.ToString()))])
        {
            ModelId = model,
            FinishReason = OpenAiMessages.Reason(reason.Value),
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType == typeof(ChatClient) ? client
        : serviceType?.IsInstanceOfType(this) == true ? this
        : null;

    public void Dispose()
    {
        // The package shares its connections between clients.
    }

    private static void Add(SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)> calls, StreamingChatToolCallUpdate piece)
    {
        if (!calls.TryGetValue(piece.Index, out var call))
            call = ("", "", new StringBuilder());
        if (piece.FunctionArgumentsUpdate is { } arguments)
            call.Arguments.Append(arguments.ToString());
        // The id and the name come once; some servers repeat them.
        calls[piece.Index] = (piece.ToolCallId is { Length: > 0 } id ? id : call.Id, piece.FunctionName is { Length: > 0 } name ? name : call.Name, call.Arguments);
    }

    private static UsageDetails? Usage(ChatTokenUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };

    /// <summary>What went wrong, when it is the service's or the wire's doing; null for a cancellation and for bugs.</summary>
    private LlmException? Explain(Exception exception, CancellationToken ct) => exception switch
    {
        _ when ct.IsCancellationRequested => null,
        ClientResultException { Status: 0 } => new LlmException("The LLM cannot be reached.", transient: true, inner: exception),
        ClientResultException refused => new LlmException(
            string.Create(CultureInfo.InvariantCulture, $"The LLM answered {refused.Status}."), refused.Status is 408 or 429 or >= 500, RetryAfter(refused), exception),
        HttpRequestException or IOException or OperationCanceledException or AggregateException => new LlmException("The connection to the LLM broke.", transient: true, inner: exception),
        // What the package throws for an answer that is no chat completion.
        JsonException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or NullReferenceException =>
            new LlmException("The LLM's answer is no chat completion.", transient: false, inner: exception),
        _ => null,
    };

    private TimeSpan? RetryAfter(ClientResultException refused)
    {
        if (refused.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var value) != true || value is null)
            return null;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86400)
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) && when > clock.GetUtcNow() ? when - clock.GetUtcNow() : null;
    }
}

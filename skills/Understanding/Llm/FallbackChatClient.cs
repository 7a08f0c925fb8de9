using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>
/// Asks the offline model when the LLM gives no answer. That model reads the person's words afresh: what the LLM had begun is dropped.
/// </summary>
internal sealed class FallbackChatClient(IChatClient llm, IChatClient offline, ILogger<FallbackChatClient> log) : DelegatingChatClient(llm)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> sent = [.. messages];
        try
        {
            return await base.GetResponseAsync(sent, options, cancellationToken);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            return await AskOfflineAsync(exception, sent, options, cancellationToken);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> sent = [.. messages];
        Exception? failed = null;
        await using (var updates = base.GetStreamingResponseAsync(sent, options, cancellationToken).GetAsyncEnumerator(cancellationToken))
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (Exception exception) when (IsUnavailable(exception))
                {
                    failed = exception;
                    break;
                }

                yield return updates.Current;
            }
        }

        if (failed is null)
            yield break;

        // One update with content and signature together: the reader can tell it from whatever the LLM had begun to say.
        var answer = await AskOfflineAsync(failed, sent, options, cancellationToken);
        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. answer.Messages.SelectMany(static message => message.Contents)])
        {
            ModelId = answer.ModelId,
            FinishReason = answer.FinishReason,
            AdditionalProperties = answer.AdditionalProperties,
        };
    }

    private static bool IsUnavailable(Exception exception) => exception is LlmException or TimeoutRejectedException or BrokenCircuitException;

    private Task<ChatResponse> AskOfflineAsync(Exception why, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken ct)
    {
        log.LogWarning("The LLM gave no answer ({Kind}: {Reason}); the offline model answers.", why.GetType().Name, why.Message);
        return offline.GetResponseAsync([messages.Last(static message => message.Role == ChatRole.User)], options, ct);
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>
/// Bears with a service that is slow, busy or down for a moment: a limit on each request, some tries with growing and jittered pauses (as
/// long as the service asks for), and a circuit that leaves it alone after it failed again and again. A stream is only tried again while
/// nothing of it was given out.
/// </summary>
internal sealed class ResilientChatClient : DelegatingChatClient
{
    /// <summary>A person waits: a service that wants to be left alone for longer is as good as down.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly LlmOptions options;
    private readonly TimeProvider clock;
    private readonly ResiliencePipeline pipeline;

    public ResilientChatClient(IChatClient inner, LlmOptions options, TimeProvider clock)
        : base(inner)
    {
        this.options = options;
        this.clock = clock;
        pipeline = Build(options, clock);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> sent = [.. messages];
        return await pipeline.ExecuteAsync(async token => await base.GetResponseAsync(sent, options, token), cancellationToken);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> sent = [.. messages];
        await using var stream = await pipeline.ExecuteAsync(
            async token => await OpenStream.StartAsync(base.GetStreamingResponseAsync, sent, options, this.options.Timeout, clock, token), cancellationToken);
        using var giveUp = cancellationToken.UnsafeRegister(static open => ((OpenStream)open!).Cancel(), stream);
        for (var more = stream.HasFirst; more; more = await stream.NextAsync(cancellationToken))
            yield return stream.Current;
    }

    private static ResiliencePipeline Build(LlmOptions options, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>().Handle<LlmException>(static failed => failed.Transient && !(failed.RetryAfter > LongestPause)),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = LongestPause,
                DelayGenerator = static retry => ValueTask.FromResult((retry.Outcome.Exception as LlmException)?.RetryAfter),
            });
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TimeoutRejectedException>().Handle<LlmException>(),
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = options.Break,
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout })
            .Build();
    }

    /// <summary>A stream that has begun. It outlives the try that opened it, so it has a cancellation of its own.</summary>
    private sealed class OpenStream : IAsyncDisposable
    {
        private readonly CancellationTokenSource cancel;
        private readonly IAsyncEnumerator<ChatResponseUpdate> updates;
        private readonly TimeSpan patience;

        private OpenStream(CancellationTokenSource cancel, IAsyncEnumerator<ChatResponseUpdate> updates, TimeSpan patience)
        {
            this.cancel = cancel;
            this.updates = updates;
            this.patience = patience;
        }

        public bool HasFirst { get; private set; }

        public ChatResponseUpdate Current => updates.Current;

        public static async Task<OpenStream> StartAsync(
            Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> open,
            IReadOnlyList<ChatMessage> messages, ChatOptions? options, TimeSpan patience, TimeProvider clock, CancellationToken ct)
        {
            // Made with the clock, so that its later deadlines go by it too; the first wait is the pipeline's.
            var cancel = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
            var stream = new OpenStream(cancel, open(messages, options, cancel.Token).GetAsyncEnumerator(cancel.Token), patience);
            try
            {
                using var _ = ct.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), cancel);
                stream.HasFirst = await stream.updates.MoveNextAsync();
                return stream;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                await stream.DisposeAsync();
                throw new OperationCanceledException(ct);
            }
            catch
            {
                await stream.DisposeAsync();
                throw;
            }
        }

        public async Task<bool> NextAsync(CancellationToken ct)
        {
            cancel.CancelAfter(patience);
            try
            {
                var more = await updates.MoveNextAsync();
                cancel.CancelAfter(Timeout.InfiniteTimeSpan);
                return more;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new LlmException("The LLM stopped writing.", transient: true);
            }
        }

        public void Cancel() => cancel.Cancel();

        public async ValueTask DisposeAsync()
        {
            await updates.DisposeAsync();
            cancel.Dispose();
        }
    }
}

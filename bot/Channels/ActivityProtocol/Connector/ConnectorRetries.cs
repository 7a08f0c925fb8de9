using System.Net;
using Polly;
using Polly.Retry;

namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

internal static class ConnectorRetries
{
    private const int MaxRetries = 4;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Tries again when the peer is too busy or could not be connected to, as late as it asks for with Retry-After. A time-out is not
    /// tried again: the message may well have arrived, and twice is worse than late.
    /// </summary>
    public static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider time, params HttpStatusCode[] statuses) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
                {
                    { Result: { } response } => statuses.Contains(response.StatusCode),
                    { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } } => true,
                    _ => false,
                }),
                MaxRetryAttempts = MaxRetries,
                Delay = FirstDelay,
                MaxDelay = LongestDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = attempt => ValueTask.FromResult(AskedFor(attempt.Outcome.Result, time)),
            })
            .Build();

    /// <summary>The delay of Retry-After, in seconds or as a date; null lets the back-off decide.</summary>
    private static TimeSpan? AskedFor(HttpResponseMessage? response, TimeProvider time)
    {
        var asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked switch
        {
            null => null,
            { } delay when delay < TimeSpan.Zero => TimeSpan.Zero,
            { } delay when delay > LongestDelay => LongestDelay,
            _ => asked,
        };
    }
}

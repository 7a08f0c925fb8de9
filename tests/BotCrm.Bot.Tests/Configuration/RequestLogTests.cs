using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Configuration;

/// <summary>What people search for are names and numbers of customers: it stays out of the log and out of traces, whatever level is set.</summary>
public sealed class RequestLogTests
{
    private const string Searched = "0305550199";

    [Fact]
    public async Task Query_strings_are_not_logged_and_not_traced()
    {
        var lines = new ConcurrentQueue<string>();
        var traced = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                traced.Enqueue(activity.DisplayName);
                foreach (var (key, value) in activity.TagObjects)
                    traced.Enqueue($"{key}={value}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var bot = await TestBot.StartAsync(
            builder => builder.Logging.AddProvider(new Kept(lines)),
            "--Logging:LogLevel:Default=Information", "--Logging:LogLevel:Microsoft.AspNetCore=Information");
        using var http = new HttpClient { BaseAddress = bot.Address };
        foreach (var path in new[] { "api/v1/contacts?search=", "api/v1/search?text=", "nothing/here?phone=" })
            await http.GetAsync(path + Searched);

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains(Searched, StringComparison.Ordinal));
        // The client's own trace, in this process, is the test's and not the server's.
        Assert.NotEmpty(traced);
        Assert.DoesNotContain(traced, tag => tag.Contains(Searched, StringComparison.Ordinal) && !tag.StartsWith("url.full", StringComparison.Ordinal));
    }

    [ProviderAlias("Kept")]
    private sealed class Kept(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Web;

/// <summary>Keeps what was logged as an error, exceptions included: in these tests nothing may be.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Errors.Enqueue(formatter(state, exception) + "\n" + exception);
    }

    public void Dispose()
    {
    }
}

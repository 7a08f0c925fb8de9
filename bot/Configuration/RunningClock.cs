using System.Globalization;

namespace BotCrm.Bot.Configuration;

/// <summary>A clock that was set to an instant when it was made and runs on from there. Timers run in real time.</summary>
public sealed class RunningClock(DateTimeOffset start) : TimeProvider
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    private readonly DateTimeOffset start = start.ToUniversalTime();
    private readonly long started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(started);

    /// <summary>Reads an ISO 8601 instant. One without offset is refused: it would mean another time on another machine.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}

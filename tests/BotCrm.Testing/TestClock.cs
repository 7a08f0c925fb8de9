namespace BotCrm.Testing;

/// <summary>A clock that stands still until a test moves it. Starts on Monday 23 November 2026, 10:00 in Berlin (17:00 in Shanghai).</summary>
public sealed class TestClock(DateTimeOffset? start = null) : TimeProvider
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(1));

    private DateTimeOffset now = (start ?? Monday).ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;

    public void Set(DateTimeOffset instant) => now = instant.ToUniversalTime();
}

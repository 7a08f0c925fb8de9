namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

/// <summary>
/// Keeps to what Teams takes per conversation: 7 sends in 1 s, 60 in 30 s, 1,800 in an hour
/// (Microsoft Learn, "Optimize your bot with rate limiting"). Whoever is over waits.
/// </summary>
internal sealed class SendRate(TimeProvider time)
{
    private static readonly (int Sends, TimeSpan Window)[] Limits =
        [(7, TimeSpan.FromSeconds(1)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1))];

    private static readonly TimeSpan Longest = Limits[^1].Window;

    private readonly Dictionary<string, List<DateTimeOffset>> sent = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private DateTimeOffset nextSweep = DateTimeOffset.MinValue;

    /// <summary>Waits until one more may be sent, and counts it.</summary>
    public async Task WaitAsync(string conversation, CancellationToken ct)
    {
        while (TryTake(conversation) is var delay && delay > TimeSpan.Zero)
            await Task.Delay(delay, time, ct);
    }

    private TimeSpan TryTake(string conversation)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Sweep(now);
            if (!sent.TryGetValue(conversation, out var times))
                sent[conversation] = times = [];
            foreach (var (sends, window) in Limits)
            {
                // The oldest of the last `sends` must have left the window.
                if (times.Count >= sends && times[^sends] + window - now is var delay && delay > TimeSpan.Zero)
                    return delay;
            }

            times.Add(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Once a minute: forgets what no limit counts any more.</summary>
    private void Sweep(DateTimeOffset now)
    {
        if (now < nextSweep)
            return;
        nextSweep = now + TimeSpan.FromMinutes(1);
        foreach (var (conversation, times) in sent.ToList())
        {
            times.RemoveAll(at => now - at >= Longest);
            if (times.Count == 0)
                sent.Remove(conversation);
        }
    }
}

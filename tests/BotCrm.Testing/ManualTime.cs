namespace BotCrm.Testing;

/// <summary>A clock with timers that fire only when a test moves it, for code that waits. Starts with <see cref="TestClock.Monday"/>.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(Func<TimeSpan, bool> Match, TaskCompletionSource<TimeSpan> Found)> watchers = [];
    private DateTimeOffset now = TestClock.Monday.ToUniversalTime();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what has become due, earliest first.</summary>
    public void Advance(TimeSpan by)
    {
        DateTimeOffset until;
        lock (gate)
            until = now + by;
        while (true)
        {
            ManualTimer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
                now = next is { Due: { } due } && due > now ? due : next is null ? until : now;
                if (next is not null)
                {
                    timers.Remove(next);
                    next.Due = null;
                }
            }

            if (next is null)
                return;
            next.Fire();
        }
    }

    /// <summary>
    /// Completes when somebody waits for a time that matches: only then does moving the clock mean anything to them.
    /// Moving it further than that time also fires what they set up meanwhile.
    /// </summary>
    /// <returns>How long from now.</returns>
    public async Task<TimeSpan> WaitForTimerAsync(Func<TimeSpan, bool> match)
    {
        TaskCompletionSource<TimeSpan> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            var known = timers.Select(timer => timer.Due!.Value - now).Where(match).Take(1).ToList();
            if (known.Count > 0)
                return known[0];
            watchers.Add((match, found));
        }

        try
        {
            return await found.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            lock (gate)
                throw new TimeoutException($"Nobody waits for such a time, only for: {string.Join(", ", timers.Select(timer => timer.Due - now))}.");
        }
    }

    private sealed class ManualTimer(ManualTime owner, Action callback) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
                throw new NotSupportedException("Nothing here ticks periodically.");
            lock (owner.gate)
            {
                owner.timers.Remove(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner.now + dueTime;
                if (Due is null)
                    return true;
                owner.timers.Add(this);
                foreach (var watcher in owner.watchers.Where(watcher => watcher.Match(dueTime)).ToList())
                {
                    owner.watchers.Remove(watcher);
                    watcher.Found.SetResult(dueTime);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (owner.gate)
                owner.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

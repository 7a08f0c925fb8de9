using BotCrm.Testing;

namespace BotCrm.Skills.Tests.Llm;

/// <summary>A clock whose timers go off only when a test moves it.</summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<(Predicate<TimeSpan> Wanted, TaskCompletionSource Seen)> waiters = [];
    private DateTimeOffset now = TestClock.Monday.ToUniversalTime();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when a timer is set that is due after such a time.</summary>
    public Task TimerAsync(Predicate<TimeSpan> due)
    {
        lock (gate)
        {
            if (timers.Any(timer => due(timer.Due!.Value - now)))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((due, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.Due <= now)];
            foreach (var timer in due)
                timer.Stop();
        }

        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                Stop();
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = clock.now + dueTime;
                clock.timers.Add(this);
                foreach (var (_, seen) in clock.waiters.Where(waiter => waiter.Wanted(dueTime)))
                    seen.TrySetResult();
                return true;
            }
        }

        /// <summary>Under the clock's gate.</summary>
        public void Stop()
        {
            Due = null;
            clock.timers.Remove(this);
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
                Stop();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotCrm.Core.Automation;

/// <summary>One run of a task. <paramref name="Error"/>: what broke; null when it went well.</summary>
public sealed record BackgroundRun(string Task, Exception? Error);

/// <summary>
/// Runs the <see cref="IBackgroundTask"/>s that are due, each on one instance at a time. A host calls <see cref="RunDueAsync(IBackgroundTask, CancellationToken)"/>
/// for each task again and again; a test moves the clock and calls <see cref="RunDueAsync(CancellationToken)"/>.
/// </summary>
public sealed class BackgroundWork
{
    /// <summary>How long after its last sign of life an instance is taken for dead.</summary>
    public static readonly TimeSpan LeaseLife = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    private static readonly AsyncLocal<string?> Running = new();

    private readonly BackgroundLeases leases;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly string holder = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    internal BackgroundWork(Crm crm, IEnumerable<IBackgroundTask> tasks, TimeProvider clock, ILogger<BackgroundWork>? log = null)
    {
        leases = new BackgroundLeases(crm);
        Tasks = [.. tasks];
        this.clock = clock;
        this.log = log ?? NullLogger<BackgroundWork>.Instance;
    }

    public IReadOnlyList<IBackgroundTask> Tasks { get; }

    /// <summary>The task that the caller is a part of; null for people's work.</summary>
    internal static string? Doing => Running.Value;

    /// <summary>Runs all that is due now, one after the other. One that fails is logged and put off; the others run all the same.</summary>
    public async Task<IReadOnlyList<BackgroundRun>> RunDueAsync(CancellationToken ct = default)
    {
        var runs = new List<BackgroundRun>();
        foreach (var task in Tasks)
        {
            if (await RunDueAsync(task, ct) is { } run)
                runs.Add(run);
        }
        return runs;
    }

    /// <summary>Runs one task if it is due and nobody else runs it; null when not.</summary>
    public async Task<BackgroundRun?> RunDueAsync(IBackgroundTask task, CancellationToken ct = default)
    {
        // Looking costs a read; only what is due costs a write.
        var now = clock.GetUtcNow();
        var lease = await leases.LookAsync(task.Name, ct);
        if (lease is not null && (lease.NextAt > now || (lease.Holder is not null && lease.Until > now)))
            return null;
        if (!await leases.TakeAsync(task.Name, holder, LeaseLife, ct))
            return null;
        var failures = lease?.Failures ?? 0;
        Exception? error = null;
        try
        {
            await RunHeldAsync(task, ct);
            failures = 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping is no failure: whoever runs next goes on from what is in the store.
            await leases.GiveBackAsync(task.Name, holder, now, CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            error = e;
            failures++;
            log.LogError(e, "Background task {Task} failed ({Failures} in a row).", task.Name, failures);
        }
        if (error is null)
            await leases.SucceededAsync(task.Name, holder, now + task.Every, CancellationToken.None);
        else
            await leases.FailedAsync(task.Name, holder, clock.GetUtcNow() + BackOff(task.Every, failures), failures, Short(error.Message), task.AlarmsWhenFailing, CancellationToken.None);
        return new BackgroundRun(task.Name, error);
    }

    /// <summary>How long to wait before asking again whether the task is due.</summary>
    public async Task<TimeSpan> UntilDueAsync(IBackgroundTask task, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        if (await leases.LookAsync(task.Name, ct) is not { } lease)
            return TimeSpan.Zero;
        var at = lease.Holder is not null && lease.Until > lease.NextAt ? lease.Until : lease.NextAt;
        return at > now ? at - now : TimeSpan.Zero;
    }

    /// <summary>Tasks that must not fail and do, or that have not gone well for twice their time, as when no instance runs them any more.</summary>
    public async Task<IReadOnlyList<string>> FailingAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var failing = new List<string>();
        foreach (var task in Tasks.Where(task => task.AlarmsWhenFailing))
        {
            if (await leases.LookAsync(task.Name, ct) is { } lease && (lease.Failures > 0 || (lease.SucceededAt ?? lease.StartedAt) + (2 * task.Every) < now))
                failing.Add(task.Name);
        }
        return failing;
    }

    private async Task RunHeldAsync(IBackgroundTask task, CancellationToken ct)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var alive = StayAliveAsync(task.Name, lost);
        Running.Value = task.Name;
        try
        {
            while (await task.RunAsync(clock.GetUtcNow(), lost.Token))
                lost.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new InvalidOperationException("Another instance took over, because this one had given no sign of life.");
        }
        finally
        {
            await lost.CancelAsync();
            await alive;
        }
    }

    private async Task StayAliveAsync(string name, CancellationTokenSource lost)
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseLife / 4, clock, lost.Token);
                if (await leases.ProlongAsync(name, holder, LeaseLife, lost.Token))
                    continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The lease of background task {Task} could not be prolonged.", name);
            await lost.CancelAsync();
        }
    }

    private static TimeSpan BackOff(TimeSpan every, int failures)
    {
        var wait = FirstBackOff * Math.Pow(2, Math.Min(failures - 1, 10));
        var most = every > LongestBackOff ? every : LongestBackOff;
        return wait < most ? wait : most;
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];
}

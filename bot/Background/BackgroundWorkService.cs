using BotCrm.Core.Automation;

namespace BotCrm.Bot.Background;

/// <summary>Drives the core's background work with the host's clock: one loop per task, so that a slow one holds up no other.</summary>
internal sealed class BackgroundWorkService(BackgroundWork work, TimeProvider time, ILogger<BackgroundWorkService> log) : BackgroundService
{
    /// <summary>Another instance may have died, or the clock may have been set: look now and then whatever was foreseen.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(work.Tasks.Select(task => LoopAsync(task, stoppingToken)));

    private async Task LoopAsync(IBackgroundTask task, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work.RunDueAsync(task, ct);
                var wait = await work.UntilDueAsync(task, ct);
                await Task.Delay(wait < Shortest ? Shortest : wait > Longest ? Longest : wait, time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The task's own failures are dealt with by the work; this is the store itself.
                log.LogError(e, "Background task {Task} could not be started.", task.Name);
                if (!await PauseAsync(ct))
                    return;
            }
        }
    }

    private async Task<bool> PauseAsync(CancellationToken ct)
    {
        try
        {
            await Task.Delay(AfterFailure, time, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

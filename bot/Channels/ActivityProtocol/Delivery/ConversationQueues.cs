namespace BotCrm.Bot.Channels.ActivityProtocol.Delivery;

/// <summary>
/// Work done after the sender has been answered 202: in order within a conversation, side by side across conversations. On shutdown
/// what was taken is finished, as long as the host waits.
/// </summary>
internal sealed class ConversationQueues(ILogger<ConversationQueues> log) : IHostedService, IDisposable
{
    /// <summary>Far more than is ever waiting while the bot keeps up; beyond it, taking more would only lose more.</summary>
    internal const int Capacity = 10_000;

    /// <summary>More than people write while one answer is made; the rest of the room belongs to other conversations.</summary>
    internal const int CapacityPerConversation = 200;

    private readonly Dictionary<string, Queue<Func<CancellationToken, Task>>> waiting = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly CancellationTokenSource abandon = new();
    private TaskCompletionSource? drained;
    private int count;

    /// <returns>False when too much is waiting already.</returns>
    public bool TryEnqueue(string conversation, Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (count >= Capacity)
                return false;
            if (waiting.TryGetValue(conversation, out var queue))
            {
                if (queue.Count >= CapacityPerConversation)
                    return false;
                queue.Enqueue(work);
                count++;
                return true;
            }

            count++;

            waiting[conversation] = queue = new Queue<Func<CancellationToken, Task>>();
            queue.Enqueue(work);
            _ = Task.Run(() => PumpAsync(conversation, queue));
            return true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task done;
        lock (gate)
        {
            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (count == 0)
                drained.TrySetResult();
            done = drained.Task;
        }

        try
        {
            await done.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Stopping although {Count} activities are not answered yet.", count);
            await abandon.CancelAsync();
        }
    }

    public void Dispose() => abandon.Dispose();

    private async Task PumpAsync(string conversation, Queue<Func<CancellationToken, Task>> queue)
    {
        while (true)
        {
            Func<CancellationToken, Task> work;
            lock (gate)
            {
                if (!queue.TryPeek(out work!))
                {
                    waiting.Remove(conversation);
                    return;
                }
            }

            try
            {
                await work(abandon.Token);
            }
            catch (OperationCanceledException) when (abandon.IsCancellationRequested)
            {
                // Counted in the warning of StopAsync.
            }
            catch (Exception e)
            {
                log.LogError(e, "Work for conversation {Conversation} failed.", conversation);
            }

            lock (gate)
            {
                queue.Dequeue();
                if (--count == 0)
                    drained?.TrySetResult();
            }
        }
    }
}

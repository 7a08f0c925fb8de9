namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Runs a conversation's turns one after another, in the order they came, without a thread of its own.</summary>
internal sealed class TurnQueue
{
    private readonly Lock gate = new();
    private Task tail = Task.CompletedTask;
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Null: too many are waiting already.</summary>
    public Task? TryRun(Func<Task> turn, int most)
    {
        lock (gate)
        {
            if (waiting >= most)
                return null;
            waiting++;
            return tail = AfterAsync(tail, turn);
        }
    }

    private async Task AfterAsync(Task before, Func<Task> turn)
    {
        // Never on the caller's time: its request is answered before the turn is done.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await turn();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}

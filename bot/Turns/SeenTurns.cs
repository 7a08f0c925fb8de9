using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Turns;

/// <summary>What makes two deliveries the same turn.</summary>
public readonly record struct TurnKey(string Channel, string Conversation, string TurnId, string? Sender);

/// <summary>
/// The newest turns and what was replied. A delivery that comes twice, even at the same time, runs once. What has been forgotten here
/// (or was seen by another process) the assistant still refuses to do twice.
/// </summary>
public sealed class SeenTurns
{
    /// <summary>Channels repeat a delivery within seconds to minutes; replies are a few kilobytes.</summary>
    internal const int Capacity = 2048;

    private readonly Dictionary<TurnKey, Task<TurnResult>> runs = [];
    private readonly Queue<TurnKey> order = new();
    private readonly Lock gate = new();

    /// <param name="run">Gives the replies and whether they may answer a repetition.</param>
    public async Task<TurnResult> RunOnceAsync(TurnKey key, Func<Task<(IReadOnlyList<Reply> Replies, bool Keep)>> run)
    {
        TaskCompletionSource<TurnResult>? mine = null;
        Task<TurnResult>? known;
        lock (gate)
        {
            if (!runs.TryGetValue(key, out known))
            {
                // Continuations elsewhere: a waiting repetition must not run on the back of this one.
                mine = new TaskCompletionSource<TurnResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                runs.Add(key, mine.Task);
                order.Enqueue(key);
                if (order.Count > Capacity)
                    runs.Remove(order.Dequeue());
            }
        }

        if (mine is null)
            return await known! with { Duplicate = true };

        try
        {
            var (replies, keep) = await run();
            if (!keep)
                Forget(key, mine.Task);
            mine.SetResult(new TurnResult(replies, Duplicate: false));
        }
        catch (Exception e)
        {
            Forget(key, mine.Task);
            mine.SetException(e);
        }

        return await mine.Task;
    }

    private void Forget(TurnKey key, Task<TurnResult> run)
    {
        // Its place in the order stays and ages out: a second entry of the same key only makes the memory a little shorter.
        lock (gate)
        {
            if (runs.TryGetValue(key, out var current) && current == run)
                runs.Remove(key);
        }
    }
}

using System.Collections.Concurrent;
using BotCrm.Core.Storage;
using Microsoft.Extensions.Logging;

namespace BotCrm.Skills.Assistant;

/// <summary>
/// Conversation states in memory, written through to the core's dialogue store. What only says what was talked about is written a little later,
/// together with others': losing it in a crash costs a "which one?", and reading should not wait for the disk.
/// </summary>
internal sealed class ConversationStore(IDialogueStore store, TimeProvider clock, ILogger<ConversationStore> log) : IConversationStore, IAsyncDisposable
{
    /// <summary>A conversation that rested this long is begun anew.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int MaxKnown = 20_000;
    private static readonly TimeSpan Tidying = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<DialogueKey, ConversationState> known = new();
    private readonly ConcurrentDictionary<DialogueKey, ConversationState> waiting = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task later = Task.CompletedTask;
    private int scheduled;
    private DateTimeOffset tidied = DateTimeOffset.MinValue;

    public async ValueTask<ConversationState> ReadAsync(DialogueKey key, CancellationToken ct)
    {
        if (known.TryGetValue(key, out var state)) return state;
        state = StateJson.Read(await store.GetAsync(key, ct));
        Remember(key, state);
        return state;
    }

    public async ValueTask WriteAsync(DialogueKey key, ConversationState state, bool durable, CancellationToken ct)
    {
        Remember(key, state);
        waiting[key] = state;
        if (durable) await FlushAsync(ct);
        else if (Interlocked.Exchange(ref scheduled, 1) == 0) later = Task.Run(FlushLaterAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await later;
        await FlushAsync(CancellationToken.None);
        writing.Dispose();
    }

    private async Task FlushLaterAsync()
    {
        Interlocked.Exchange(ref scheduled, 0);
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (Exception broken)
        {
            // Nobody waits for this; the states stay in memory and the next flush takes them along.
            log.LogWarning(broken, "Conversation states could not be written; they will be with the next ones.");
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            var batch = waiting.ToArray();
            if (batch.Length == 0) return;
            await store.PutAsync([.. batch.Select(s => KeyValuePair.Create(s.Key, StateJson.Write(s.Value)))], ct);
            // Only what was written: a newer state that came meanwhile stays.
            foreach (var written in batch) waiting.TryRemove(written);
            var now = clock.GetUtcNow();
            if (now - tidied < Tidying) return;
            tidied = now;
            await store.ForgetAsync(now - Kept, ct);
        }
        finally
        {
            writing.Release();
        }
    }

    private void Remember(DialogueKey key, ConversationState state)
    {
        if (known.Count >= MaxKnown)
        {
            foreach (var old in known.Keys.Take(MaxKnown / 10))
            {
                if (!waiting.ContainsKey(old)) known.TryRemove(old, out _);
            }
        }

        known[key] = state;
    }
}

using BotCrm.Core.Storage;

namespace BotCrm.Skills.Assistant;

/// <summary>Lets the turns of one person in one conversation through one after another. A lock lives only while somebody holds or awaits it.</summary>
internal sealed class TurnLocks
{
    private readonly Lock gate = new();
    private readonly Dictionary<DialogueKey, Entry> entries = [];

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    public async Task<IDisposable> EnterAsync(DialogueKey key, CancellationToken ct)
    {
        Entry? entry;
        lock (gate)
        {
            if (!entries.TryGetValue(key, out entry)) entries[key] = entry = new Entry();
            entry.Users++;
        }

        try
        {
            await entry.Semaphore.WaitAsync(ct);
        }
        catch
        {
            Leave(key, entry);
            throw;
        }

        return new Held(this, key, entry);
    }

    private void Leave(DialogueKey key, Entry entry)
    {
        lock (gate)
        {
            if (--entry.Users > 0) return;
            entries.Remove(key);
            entry.Semaphore.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Held(TurnLocks locks, DialogueKey key, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Semaphore.Release();
            locks.Leave(key, entry);
        }
    }
}

using System.Runtime.InteropServices;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Understanding.Names;

/// <summary>
/// The names of the CRM in memory, found by key in constant time however many there are. Kept fresh by deltas; everything handed out is
/// filtered by what the actor may see.
/// </summary>
internal sealed class NameIndex(ICrm crm) : IDisposable
{
    private struct Bucket
    {
        public bool Longer;
        public Posting First;
        public List<Posting>? Rest;
        public bool Any;
    }

    private readonly record struct Posting(int Entry, NameTier Tier);

    private sealed record Slot(NameEntry Entry, List<string> Keys);

    private readonly Dictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Kind, long Id), int> byRecord = [];
    private readonly Dictionary<char, List<int>> surnames = [];
    private readonly List<Slot?> slots = [];
    private readonly TypoIndex typos = new();
    private readonly ReaderWriterLockSlim gate = new();
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private long sequence = -1;

    public async Task RefreshAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref sequence) >= crm.ChangeSequence && sequence >= 0)
            return;
        await refreshing.WaitAsync(ct);
        try
        {
            if (sequence >= 0 && sequence >= crm.ChangeSequence)
                return;
            var changes = await crm.ReadNamesAsync(Math.Max(sequence, 0), ct);
            gate.EnterWriteLock();
            try
            {
                // Customers first: an opportunity's short name is its name without the customer's.
                foreach (var entry in changes.Entries.OrderBy(e => e.Kind == Kinds.Customer ? 0 : 1))
                    Put(entry);
                Volatile.Write(ref sequence, changes.Sequence);
            }
            finally
            {
                gate.ExitWriteLock();
            }
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>A view for one actor; dispose it soon, a refresh waits for it.</summary>
    public Reader Read(Actor actor)
    {
        gate.EnterReadLock();
        return new Reader(this, actor);
    }

    public void Dispose()
    {
        gate.Dispose();
        refreshing.Dispose();
    }

    private void Put(NameEntry entry)
    {
        var id = (entry.Kind, entry.Id);
        if (byRecord.Remove(id, out var old))
            Remove(old);
        if (entry.Gone)
            return;
        var customerName = entry.CustomerId is { } c && byRecord.TryGetValue((Kinds.Customer, c), out var at) ? slots[at]?.Entry.Name : null;
        var index = slots.Count;
        var keys = new List<string>();
        foreach (var (key, tier) in NameKeys.Of(entry, customerName))
        {
            if (key.Length == 0 || key.Length > 200 || keys.Contains(key))
                continue;
            keys.Add(key);
            Add(key, new Posting(index, tier));
        }

        slots.Add(new Slot(entry, keys));
        byRecord[id] = index;
        if (entry.Kind is Kinds.Contact or Kinds.User && entry.Name.Length > 1 && Text.Tokenizer.IsCjk(entry.Name[0]))
        {
            if (!surnames.TryGetValue(entry.Name[0], out var list))
                surnames[entry.Name[0]] = list = [];
            list.Add(index);
        }

        if (entry.Kind != Kinds.Ticket)
        {
            foreach (var key in keys)
            {
                foreach (var word in key.Split(' '))
                    typos.Add(word);
            }
        }
    }

    private void Add(string key, Posting posting)
    {
        ref var bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, key, out _);
        if (!bucket.Any)
        {
            bucket.First = posting;
            bucket.Any = true;
        }
        else
        {
            (bucket.Rest ??= []).Add(posting);
        }

        for (var i = 1; i < key.Length; i++)
        {
            // Only places where a reader can stop: between words, or between Chinese characters.
            if (key[i] != ' ' && !Text.Tokenizer.IsCjk(key[i]) && !Text.Tokenizer.IsCjk(key[i - 1]))
                continue;
            CollectionsMarshal.GetValueRefOrAddDefault(buckets, key[..i], out _).Longer = true;
        }
    }

    private void Remove(int index)
    {
        if (slots[index] is not { } slot)
            return;
        foreach (var key in slot.Keys)
        {
            ref var bucket = ref CollectionsMarshal.GetValueRefOrNullRef(buckets, key);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref bucket) || !bucket.Any)
                continue;
            if (bucket.First.Entry == index)
            {
                if (bucket.Rest is { Count: > 0 } rest)
                {
                    bucket.First = rest[^1];
                    rest.RemoveAt(rest.Count - 1);
                }
                else
                {
                    bucket.Any = false;
                }
            }
            else
            {
                bucket.Rest?.RemoveAll(p => p.Entry == index);
            }
        }

        slots[index] = null;
    }

    internal readonly struct Reader(NameIndex index, Actor actor) : IDisposable
    {
        /// <summary>Most candidates one name gives; beyond, it says nothing about which.</summary>
        private const int MaxHits = 24;

        /// <summary>The visible records under a key, best tier first, and whether a longer key begins with it.</summary>
        public void Find(ReadOnlySpan<char> key, List<NameCandidate> into, out bool longer)
        {
            longer = false;
            var lookup = index.buckets.GetAlternateLookup<ReadOnlySpan<char>>();
            ref var bucket = ref CollectionsMarshal.GetValueRefOrNullRef(lookup, key);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref bucket))
                return;
            longer = bucket.Longer;
            if (!bucket.Any)
                return;
            Take(bucket.First, into);
            if (bucket.Rest is null)
                return;
            foreach (var posting in bucket.Rest)
            {
                if (into.Count >= MaxHits)
                    return;
                Take(posting, into);
            }
        }

        /// <summary>People with a Chinese surname, for 王总.</summary>
        public void FindSurname(char surname, List<NameCandidate> into)
        {
            if (!index.surnames.TryGetValue(surname, out var list))
                return;
            foreach (var at in list)
            {
                if (into.Count >= MaxHits)
                    return;
                Take(new Posting(at, NameTier.Part), into);
            }
        }

        public NameEntry? Get(string kind, long id) =>
            index.byRecord.TryGetValue((kind, id), out var at) && index.slots[at] is { } slot && Sees(slot.Entry) ? slot.Entry : null;

        /// <summary>The word of some name that this one is a slip of, or null.</summary>
        public string? Correct(string token, int maxDistance) => index.typos.Nearest(token, maxDistance);

        public bool KnowsWord(string token) => index.typos.Contains(token);

        public void Dispose() => index.gate.ExitReadLock();

        private void Take(Posting posting, List<NameCandidate> into)
        {
            if (index.slots[posting.Entry] is { } slot && Sees(slot.Entry))
                into.Add(new NameCandidate(slot.Entry, posting.Tier));
        }

        private bool Sees(NameEntry entry) => entry.IsVisibleTo(actor);
    }
}

internal readonly record struct NameCandidate(NameEntry Entry, NameTier Tier);

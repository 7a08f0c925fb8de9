using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Tools.Names;

/// <summary>
/// The names in the CRM, held in memory and brought up to date by the audit sequence. Knows all of them; what it gives out is filtered by the
/// actor's rights, so that what may not be seen is not found.
/// </summary>
public sealed class NameDirectory(ICrm crm) : IDisposable
{
    private readonly SemaphoreSlim refreshing = new(1, 1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<long, Known>> byKind = [];
    private readonly Dictionary<(string Kind, string Folded), List<long>> byName = [];
    private long sequence = -1;

    /// <summary>Reads what changed since the last time. Call once before a plan; afterwards the lookups are in memory.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref sequence) == crm.ChangeSequence) return;
        await refreshing.WaitAsync(ct);
        try
        {
            var known = Volatile.Read(ref sequence);
            if (known == crm.ChangeSequence) return;
            var changes = await crm.ReadNamesAsync(Math.Max(0, known), ct);
            lock (gate)
            {
                foreach (var entry in changes.Entries) Apply(entry);
            }

            Volatile.Write(ref sequence, changes.Sequence);
        }
        finally
        {
            refreshing.Release();
        }
    }

    /// <summary>The visible records of a kind that the text may mean: all of the best tier reached.</summary>
    /// <param name="customerId">Only those that hang on this customer.</param>
    public IReadOnlyList<NameEntry> Find(Actor actor, string kind, string said, long? customerId = null)
    {
        var text = NameFolding.Fold(said);
        var bare = NameFolding.Fold(said, dropLegalForm: true);
        if (bare.Length == 0) return [];
        lock (gate)
        {
            if (!byKind.TryGetValue(kind, out var all)) return [];
            bool Fits(Known known) => known.Entry.IsVisibleTo(actor) && (customerId is null || known.Entry.CustomerId == customerId);

            foreach (var spelled in new[] { text, bare })
            {
                if (!byName.TryGetValue((kind, spelled), out var ids)) continue;
                var hits = ids.Select(id => all[id]).Where(Fits).ToList();
                // The proper name wins over somebody else's alias.
                var own = hits.FindAll(k => k.Names[0] == spelled);
                if (own.Count > 0) return [.. own.Select(k => k.Entry)];
                if (hits.Count > 0) return [.. hits.Select(k => k.Entry)];
            }

            var best = NameTier.None;
            var found = new List<NameEntry>();
            foreach (var known in all.Values)
            {
                var tier = NameTier.None;
                foreach (var name in known.Names)
                {
                    var one = NameMatching.Tier(bare, name);
                    if (one > tier) tier = one;
                }

                if (tier == NameTier.None || tier < best || !Fits(known)) continue;
                if (tier > best) found.Clear();
                best = tier;
                found.Add(known.Entry);
            }

            if (found.Count > 0 || kind is not (Kinds.Opportunity or Kinds.Ticket)) return found;
            return [.. all.Values.Where(k => Fits(k) && k.Names.Any(n => NameMatching.Describes(text, n))).Select(k => k.Entry)];
        }
    }

    /// <summary>The visible record with this id, if its name is known.</summary>
    public NameEntry? Get(Actor actor, string kind, long id)
    {
        lock (gate)
        {
            return byKind.TryGetValue(kind, out var all) && all.TryGetValue(id, out var known) && known.Entry.IsVisibleTo(actor) ? known.Entry : null;
        }
    }

    /// <summary>What a <c>kind:id</c> reference is called, if the actor may see it; any other text as it is.</summary>
    public string NameOf(Actor actor, string said) =>
        said.Split(':') is [var kind, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Get(actor, kind, id)?.Name ?? said : said;

    public void Dispose() => refreshing.Dispose();

    private void Apply(NameEntry entry)
    {
        if (!byKind.TryGetValue(entry.Kind, out var all)) byKind[entry.Kind] = all = [];
        if (all.Remove(entry.Id, out var old))
        {
            foreach (var name in old.Names)
            {
                if (byName.TryGetValue((entry.Kind, name), out var ids) && ids.Remove(entry.Id) && ids.Count == 0) byName.Remove((entry.Kind, name));
            }
        }

        if (entry.Gone) return;
        var known = new Known(entry, [.. Spellings(entry)]);
        all[entry.Id] = known;
        foreach (var name in known.Names)
        {
            if (!byName.TryGetValue((entry.Kind, name), out var ids)) byName[(entry.Kind, name)] = ids = [];
            ids.Add(entry.Id);
        }
    }

    private static IEnumerable<string> Spellings(NameEntry entry)
    {
        IEnumerable<string> all = [entry.Name, .. entry.Aliases];
        return all.Select(n => NameFolding.Fold(n)).Concat(all.Select(n => NameFolding.Fold(n, dropLegalForm: true))).Where(n => n.Length > 0).Distinct();
    }

    private sealed record Known(NameEntry Entry, string[] Names);
}

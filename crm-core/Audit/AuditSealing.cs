using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Persons;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>
/// Sentence, before and after of entries about a person are sealed under the person's data key before they are hashed, so the chain verifies
/// without any key, and goes on to verify when the key is destroyed.
/// </summary>
internal static class AuditSealing
{
    private const string Table = "audit_entries";

    /// <summary>Entries that were opened in vain stay what they are: erased.</summary>
    public static async Task<List<AuditEntry>> ToOpenListAsync(this IQueryable<AuditEntry> entries, CrmDbContext db, CancellationToken ct)
    {
        var read = await entries.AsNoTracking().ToListAsync(ct);
        await OpenAsync(db, read, ct);
        return read;
    }

    /// <summary>Opens in place; what can no longer be opened becomes null, and the entry says that it was erased.</summary>
    public static async Task OpenAsync(CrmDbContext db, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        List<(AuditEntry Entry, Part Part, string Place, byte[] Bytes)>? shut = null;
        foreach (var entry in entries)
        {
            entry.Erased = AuditChain.IsErased(entry);
            foreach (var part in Part.All)
            {
                if (part.Get(entry) is not { } text || !SealedText.IsSealed(text))
                    continue;
                var place = Sealer.Place(Table, part.Column, entry.Sequence);
                (shut ??= []).Add((entry, part, place, SealedText.Bytes(text, place)));
            }
        }
        if (shut is null)
            return;
        var keys = await PersonKeys.FindAsync(db, [.. shut.Select(one => Aead.KeyIdOf(one.Bytes)).Distinct()], ct);
        foreach (var (entry, part, place, bytes) in shut)
        {
            var key = keys.GetValueOrDefault(Aead.KeyIdOf(bytes));
            entry.Erased |= key is null;
            part.Set(entry, key is null ? null : SealedText.Open(key, bytes, place));
        }
    }

    /// <summary>
    /// Seals numbered entries. A sentence is often about a person although the entry is not ("add Jane, phone …, and an opportunity"): in a
    /// change set that touches a person it goes under that person's key.
    /// </summary>
    public static async Task SealAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var db = session.Db;
        var subjects = new (string Kind, long Id)?[entries.Count];
        (string Kind, long Id)? first = session.Erasing;
        for (var i = 0; i < entries.Count; i++)
        {
            subjects[i] = AuditSubject.Of(db, entries[i]);
            first ??= subjects[i];
        }
        if (first is not { } speaksOf)
            return;
        var persons = subjects.OfType<(string Kind, long Id)>().Append(speaksOf).Distinct().ToList();
        var keys = await PersonKeys.TakeAsync(session, persons, ct);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var own = subjects[i] is { } subject ? keys[subject] : null;
            // While a person is erased, what records said before is that person's; what they say now is not any more.
            var before = session.Erasing is { } erased ? keys[erased] : own;
            Seal(entry, Part.Sentence, session.Erasing is null ? own ?? keys[speaksOf] : keys[speaksOf], Aead.Sealed);
            Seal(entry, Part.Before, before, Aead.Sealed);
            Seal(entry, Part.After, subjects[i] == session.Erasing ? null : own, Aead.Sealed);
        }
    }

    /// <summary>Seals an entry of an older version, whose digest was taken over the plain texts.</summary>
    public static void SealAfterHashing(AuditEntry entry, SealingKey key)
    {
        foreach (var part in Part.All)
            Seal(entry, part, key, Aead.SealedAfterHashing);
    }

    /// <summary>Whether a text must be opened before the digest is taken.</summary>
    public static bool IsSealedAfterHashing(AuditEntry entry) => Part.All.Any(part =>
        part.Get(entry) is { } text && SealedText.IsSealed(text) && SealedText.Bytes(text, Sealer.Place(Table, part.Column, entry.Sequence))[0] == Aead.SealedAfterHashing);

    private static void Seal(AuditEntry entry, Part part, SealingKey? key, byte version)
    {
        if (key is not null && part.Get(entry) is { } plain && !SealedText.IsSealed(plain))
            part.Set(entry, SealedText.Seal(key, plain, Sealer.Place(Table, part.Column, entry.Sequence), version));
    }

    private sealed record Part(string Column, Func<AuditEntry, string?> Get, Action<AuditEntry, string?> Set)
    {
        public static readonly Part Sentence = new("sentence", entry => entry.Sentence, (entry, text) => entry.Sentence = text);
        public static readonly Part Before = new("before", entry => entry.Before, (entry, text) => entry.Before = text);
        public static readonly Part After = new("after", entry => entry.After, (entry, text) => entry.After = text);
        public static readonly Part[] All = [Sentence, Before, After];
    }
}

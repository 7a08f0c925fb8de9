using System.Security.Cryptography;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Persons;

/// <summary>
/// Data keys of persons: what the audit keeps about somebody is sealed under that person's key, and ends with it. Read from the store each
/// time, never kept in memory, so that a destroyed key is gone for every process at once.
/// </summary>
internal static class PersonKeys
{
    /// <summary>The keys of these persons, to seal with; made where there is none yet. One that was destroyed is replaced by one that nobody keeps: what it seals is never read again.</summary>
    public static async Task<Dictionary<(string Kind, long Id), SealingKey>> TakeAsync(CrmSession session, IReadOnlyCollection<(string Kind, long Id)> persons, CancellationToken ct)
    {
        var db = session.Db;
        var wrapping = db.Sealer.Ring.Wrapping;
        var keys = new Dictionary<(string, long), SealingKey>();
        foreach (var group in persons.GroupBy(person => person.Kind))
        {
            var kind = group.Key;
            var ids = group.Select(person => person.Id).Distinct().ToArray();
            var known = await Of(db, kind, ids).ToDictionaryAsync(key => key.SubjectId, ct);
            foreach (var id in ids)
            {
                if (known.TryGetValue(id, out var key))
                {
                    keys[(kind, id)] = key.Wrapped is null ? new SealingKey(key.Id, RandomNumberGenerator.GetBytes(Aead.KeyLength)) : wrapping.Unwrap(key);
                    continue;
                }
                key = new DataKey { Id = KeyWrapping.NewId(), Subject = kind, SubjectId = id, CreatedAt = session.Now };
                var bytes = KeyWrapping.NewKey();
                wrapping.Wrap(key, bytes);
                db.DataKeys.Add(key);
                keys[(kind, id)] = new SealingKey(key.Id, bytes);
            }
        }
        return keys;
    }

    /// <summary>Those of the keys that still open something.</summary>
    public static async Task<Dictionary<long, SealingKey>> FindAsync(CrmDbContext db, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var keys = await db.DataKeys.AsNoTracking().Where(key => ids.Contains(key.Id) && key.Wrapped != null).ToListAsync(ct);
        return keys.Select(db.Sealer.Ring.Wrapping.Unwrap).ToDictionary(key => key.Id);
    }

    /// <summary>Ends the readability of all that was sealed under the person's key. There is no way back.</summary>
    public static async Task DestroyAsync(CrmSession session, string kind, long id, CancellationToken ct)
    {
        var key = await session.Db.DataKeys.AsTracking().FirstOrDefaultAsync(key => key.Subject == kind && key.SubjectId == id, ct);
        if (key is null)
            // The mark must be there all the same, or a later entry would make a key.
            session.Db.DataKeys.Add(key = new DataKey { Id = KeyWrapping.NewId(), Subject = kind, SubjectId = id, CreatedAt = session.Now });
        key.Wrapped = null;
        key.WrappedBy = "";
        key.DestroyedAt = session.Now;
        await session.Db.SaveChangesAsync(ct);
    }

    public static Task<bool> IsDestroyedAsync(CrmDbContext db, string kind, long id, CancellationToken ct) =>
        db.DataKeys.AnyAsync(key => key.Subject == kind && key.SubjectId == id && key.DestroyedAt != null, ct);

    private static IQueryable<DataKey> Of(CrmDbContext db, string kind, long[] ids) =>
        ids is [var only]
            ? db.DataKeys.AsNoTracking().Where(key => key.Subject == kind && key.SubjectId == only)
            : db.DataKeys.AsNoTracking().Where(key => key.Subject == kind && ids.Contains(key.SubjectId));
}

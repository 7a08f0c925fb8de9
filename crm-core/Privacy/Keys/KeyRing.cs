using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>
/// The store's own data keys, opened: few, and kept in memory. Keys of persons are not kept (<see cref="PersonKeys"/>): one that was
/// destroyed must be gone at once, in every process. Thread safe.
/// </summary>
internal sealed class KeyRing(KeyWrapping wrapping, Func<CrmDbContext> open)
{
    private readonly Lock guard = new();
    private volatile Loaded? loaded;

    public KeyWrapping Wrapping { get; } = wrapping;

    /// <summary>The key that seals fields now.</summary>
    public SealingKey Current => (loaded ?? Load()).Current;

    /// <summary>What blind indexes are computed with; outlives every rotation, or searches would find nothing while it goes on.</summary>
    public byte[] IndexKey => (loaded ?? Load()).IndexKey;

    /// <exception cref="SealException">There is no such key.</exception>
    public SealingKey Find(long id) =>
        (loaded ?? Load()).Keys.GetValueOrDefault(id)
        // Another process may have made it since.
        ?? Load().Keys.GetValueOrDefault(id)
        ?? throw new SealException($"There is no data key {id} of the store; what it sealed cannot be read.");

    /// <summary>Called by the store's preparation, and when keys were added.</summary>
    public void Reload() => Load();

    /// <summary>The first keys; a new generation is added likewise by <see cref="AddGenerationAsync"/>.</summary>
    public async Task PrepareAsync(CrmSession session, CancellationToken ct)
    {
        var any = await session.Db.DataKeys.AnyAsync(ct);
        Wrapping.Prepare(mayMake: !any);
        if (!await session.Db.DataKeys.AnyAsync(key => key.Subject == DataKey.Index, ct))
            await AddAsync(session, DataKey.Index, 1, ct);
        if (!await session.Db.DataKeys.AnyAsync(key => key.Subject == DataKey.Store, ct))
            await AddAsync(session, DataKey.Store, 1, ct);
    }

    /// <summary>A new data key for the store; it seals as soon as the session is committed and the ring reloaded.</summary>
    public async Task AddGenerationAsync(CrmSession session, CancellationToken ct)
    {
        var newest = await session.Db.DataKeys.Where(key => key.Subject == DataKey.Store).MaxAsync(key => key.SubjectId, ct);
        await AddAsync(session, DataKey.Store, newest + 1, ct);
    }

    private async Task AddAsync(CrmSession session, string subject, long generation, CancellationToken ct)
    {
        var key = new DataKey { Id = KeyWrapping.NewId(), Subject = subject, SubjectId = generation, CreatedAt = session.Now };
        Wrapping.Wrap(key, KeyWrapping.NewKey());
        session.Db.DataKeys.Add(key);
        await session.Db.SaveChangesAsync(ct);
    }

    private Loaded Load()
    {
        lock (guard)
        {
            using var db = open();
            var keys = db.DataKeys.AsNoTracking().Where(key => key.Subject == DataKey.Store || key.Subject == DataKey.Index).OrderBy(key => key.SubjectId).ToList();
            var own = keys.Where(key => key.Subject == DataKey.Store).Select(Wrapping.Unwrap).ToList();
            var index = keys.FirstOrDefault(key => key.Subject == DataKey.Index);
            if (own.Count == 0 || index is null)
                throw new SealException("The store has no data keys yet; start the program on it once.");
            return loaded = new Loaded(own.ToDictionary(key => key.Id), own[^1], Wrapping.Unwrap(index).Bytes);
        }
    }

    private sealed record Loaded(Dictionary<long, SealingKey> Keys, SealingKey Current, byte[] IndexKey);
}

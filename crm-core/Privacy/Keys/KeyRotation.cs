using BotCrm.Core.Access;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Automation;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Keys;

/// <summary>
/// Changes keys while everybody goes on working: data keys are wrapped anew under the newest key-encryption key, and fields are sealed anew
/// under the newest data key, in small transactions. Readers understand old and new all the while, as sealed bytes name their key.
/// </summary>
internal static class KeyRotation
{
    private const int Piece = 500;

    /// <summary>Adds a key-encryption key to the key file. With keys from the settings, whoever runs the program adds it there.</summary>
    public static void AddKey(Crm crm) => crm.Sealer.Ring.Wrapping.AddToFile();

    /// <summary>Adds a data key for the store's fields; the older ones stay to open what is not sealed anew, such as the audit.</summary>
    public static async Task AddDataKeyAsync(Crm crm, CancellationToken ct)
    {
        await using (var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct))
        {
            await crm.Sealer.Ring.AddGenerationAsync(session, ct);
            await session.CommitAsync(ct);
        }
        crm.Sealer.Ring.Reload();
    }

    /// <summary>One piece of wrapping and sealing anew. True when there is more.</summary>
    public static async Task<bool> StepAsync(Crm crm, CancellationToken ct) => await RewrapAsync(crm, ct) || await SealingWalk.StepAsync(crm, ct);

    /// <summary>How many data keys are wrapped by each key-encryption key: one that wraps none may be taken out of the key file.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(Crm crm, CancellationToken ct)
    {
        await using var db = crm.NewContext();
        return await db.DataKeys.Where(key => key.Wrapped != null).GroupBy(key => key.WrappedBy).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
    }

    private static async Task<bool> RewrapAsync(Crm crm, CancellationToken ct)
    {
        var wrapping = crm.Sealer.Ring.Wrapping;
        var newest = wrapping.Newest.Id;
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        var db = session.Db;
        // By ranges on both sides of the newest, which the index serves; "not equal" would walk over all keys each time.
        var old = await db.DataKeys.AsTracking().Where(key => key.Wrapped != null && key.WrappedBy.CompareTo(newest) < 0).OrderBy(key => key.WrappedBy).Take(Piece).ToListAsync(ct);
        if (old.Count == 0)
            old = await db.DataKeys.AsTracking().Where(key => key.Wrapped != null && key.WrappedBy.CompareTo(newest) > 0).OrderBy(key => key.WrappedBy).Take(Piece).ToListAsync(ct);
        foreach (var key in old)
            wrapping.Wrap(key, wrapping.Unwrap(key).Bytes);
        var anchors = old.Count > 0 ? [] : await db.AuditAnchors.AsTracking().Where(anchor => anchor.KeyId != newest).ToListAsync(ct);
        foreach (var anchor in anchors)
            AuditAnchors.SignAnew(anchor, wrapping);
        var head = old.Count > 0 ? null : await db.AuditHead.AsTracking().SingleOrDefaultAsync(one => one.KeyId != newest, ct);
        if (head is not null)
            AuditHeadCode.SignAnew(head, wrapping);
        if (old.Count == 0 && anchors.Count == 0 && head is null)
            return false;
        await db.SaveChangesAsync(ct);
        await session.CommitAsync(ct);
        return old.Count > 0;
    }
}

/// <summary>Goes on with a rotation that a command began, or that new settings ask for.</summary>
internal sealed class KeyRotationTask(Crm crm) : IBackgroundTask
{
    public string Name => "key-rotation";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        // Another process may have added a key to the file; wrapping under the older one would undo its work.
        crm.Sealer.Ring.Wrapping.Reload();
        crm.Sealer.Ring.Reload();
        return KeyRotation.StepAsync(crm, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Persons;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>Seals what the audit of an older version keeps about persons; once, at first start, in pieces, going on where it was cut off.</summary>
internal static class AuditSealingWalk
{
    private const int Piece = 500;
    private const string Name = "audit";

    /// <summary>True when there is more.</summary>
    public static async Task<bool> StepAsync(Crm crm, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: "seal"), ct);
        var db = session.Db;
        var progress = await db.SealingProgress.AsTracking().FirstOrDefaultAsync(row => row.Name == Name, ct);
        if (progress is { Done: true })
            return false;
        if (progress is null)
            db.SealingProgress.Add(progress = new SealingProgress { Name = Name });
        var after = progress.AfterId;
        var entries = await db.Audit.AsTracking()
            .Where(entry => entry.Sequence > after && (entry.Entity == Kinds.Contact || entry.Entity == Kinds.User))
            .OrderBy(entry => entry.Sequence).Take(Piece).ToListAsync(ct);
        var plain = entries.Where(entry => !AuditChain.IsErased(entry) && !SealedText.IsSealed(entry.Before ?? entry.After)).ToList();
        var keys = await PersonKeys.TakeAsync(session, [.. plain.Select(entry => (entry.Entity, entry.EntityId)).Distinct()], ct);
        foreach (var entry in plain)
            AuditSealing.SealAfterHashing(entry, keys[(entry.Entity, entry.EntityId)]);
        progress.Done = entries.Count < Piece;
        if (entries.Count > 0)
            progress.AfterId = entries[^1].Sequence;
        await db.SaveChangesAsync(ct);
        await session.CommitAsync(ct);
        return true;
    }
}

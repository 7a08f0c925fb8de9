using BotCrm.Core.Access;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>Checks the whole hash chain. Admin only.</summary>
[Requires(Permissions.AuditVerify)]
public sealed record VerifyAudit : Query<AuditVerification>
{
    private const int Piece = 1000;

    protected internal override async Task<Result<AuditVerification>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var anchors = await AuditAnchors.ReadAsync(db, session.Options, ct);
        var after = long.MinValue;
        var sequence = 0L;
        var previous = AuditChain.Start;
        while (true)
        {
            var from = after;
            var entries = await db.Audit.AsNoTracking().Where(entry => entry.Sequence > from).OrderBy(entry => entry.Sequence).Take(Piece).ToListAsync(ct);
            foreach (var entry in entries)
            {
                sequence++;
                if (await ProblemAsync(db, entry, sequence, previous, ct) is { } problem)
                    return new AuditVerification(sequence, sequence, problem);
                foreach (var anchor in anchors[sequence])
                {
                    if (AuditAnchors.Problem(anchor, entry, db.Sealer.Ring.Wrapping) is { } rewritten)
                        return new AuditVerification(sequence, sequence, rewritten);
                }
                previous = entry.Hash;
                after = sequence;
            }
            if (entries.Count < Piece)
                break;
        }
        var count = sequence;
        var head = await session.Db.AuditHead.AsNoTracking().SingleOrDefaultAsync(ct);
        if (head is null)
            return new AuditVerification(count, sequence + 1, "The record of the newest entry is missing.");
        if (head.Sequence > sequence)
            return new AuditVerification(count, sequence + 1, $"The end of the chain is cut off: {head.Sequence} entries were written, {sequence} are there.");
        if (head.Sequence < sequence || !head.Hash.AsSpan().SequenceEqual(previous))
            return new AuditVerification(count, sequence, $"Entry {sequence} is not the newest entry that was written.");
        if (AuditHeadCode.Problem(head, db.Sealer.Ring.Wrapping, await AuditHeadCode.IsMarkedAsync(session.Options, ct)) is { } forged)
            return new AuditVerification(count, sequence, forged);
        if (anchors.Select(anchor => anchor.Key).DefaultIfEmpty().Max() is var anchored && anchored > sequence)
            return new AuditVerification(count, sequence + 1, $"The end of the chain is cut off: entry {anchored} was anchored, {sequence} are there.");
        return new AuditVerification(count, null, null, anchors.Count, head.Code is not null);
    }

    private static async Task<string?> ProblemAsync(CrmDbContext db, AuditEntry entry, long sequence, byte[] previous, CancellationToken ct)
    {
        if (entry.Sequence != sequence)
            return $"Entry {sequence} is missing.";
        if (!entry.PreviousHash.AsSpan().SequenceEqual(previous))
            return $"Entry {sequence} does not follow entry {sequence - 1}.";
        if (!AuditChain.HashOf(entry).AsSpan().SequenceEqual(entry.Hash))
            return $"The header of entry {sequence} was changed.";
        if (AuditChain.IsErased(entry))
            return null;
        try
        {
            if (AuditSealing.IsSealedAfterHashing(entry))
                await AuditSealing.OpenAsync(db, [entry], ct);
        }
        catch (SealException)
        {
            return $"The content of entry {sequence} was changed.";
        }
        return AuditChain.DigestOf(entry).AsSpan().SequenceEqual(entry.PayloadDigest) ? null : $"The content of entry {sequence} was changed.";
    }
}

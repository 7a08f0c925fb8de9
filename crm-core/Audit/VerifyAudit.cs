using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>Checks the whole hash chain. Admin only.</summary>
[Requires(Permissions.AuditVerify)]
public sealed record VerifyAudit : Query<AuditVerification>
{
    protected internal override async Task<Result<AuditVerification>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var count = 0L;
        var sequence = 0L;
        var previous = AuditChain.Start;
        await foreach (var entry in session.Db.Audit.AsNoTracking().OrderBy(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            sequence++;
            if (entry.Sequence != sequence)
                return new AuditVerification(count, sequence, $"Entry {sequence} is missing.");
            if (!entry.PreviousHash.AsSpan().SequenceEqual(previous))
                return new AuditVerification(count, sequence, $"Entry {sequence} does not follow entry {sequence - 1}.");
            if (!AuditChain.HashOf(entry).AsSpan().SequenceEqual(entry.Hash))
                return new AuditVerification(count, sequence, $"The header of entry {sequence} was changed.");
            if (!AuditChain.IsErased(entry) && !AuditChain.DigestOf(entry).AsSpan().SequenceEqual(entry.PayloadDigest))
                return new AuditVerification(count, sequence, $"The content of entry {sequence} was changed.");
            previous = entry.Hash;
        }
        var head = await session.Db.AuditHead.AsNoTracking().SingleOrDefaultAsync(ct);
        if (head is null)
            return new AuditVerification(count, sequence + 1, "The record of the newest entry is missing.");
        if (head.Sequence > sequence)
            return new AuditVerification(count, sequence + 1, $"The end of the chain is cut off: {head.Sequence} entries were written, {sequence} are there.");
        if (head.Sequence < sequence || !head.Hash.AsSpan().SequenceEqual(previous))
            return new AuditVerification(count, sequence, $"Entry {sequence} is not the newest entry that was written.");
        return new AuditVerification(count, null, null);
    }
}

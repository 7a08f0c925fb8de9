using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>The hash chain; docs/what-we-store.md gives the byte format.</summary>
internal static class AuditChain
{
    public static readonly byte[] Start = new byte[32];

    /// <summary>Numbers, seals, salts, hashes and adds the entries, inside the writer's transaction.</summary>
    public static async Task AppendAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var db = session.Db;
        var head = await db.AuditHead.AsTracking().SingleAsync(ct);
        var sequence = head.Sequence;
        foreach (var entry in entries)
            entry.Sequence = ++sequence;
        await AuditSealing.SealAsync(session, entries, ct);
        AuditHeadCode.Move(head, db.Sealer.Ring.Wrapping, () =>
        {
            foreach (var entry in entries)
            {
                entry.Salt = RandomNumberGenerator.GetBytes(16);
                entry.PayloadDigest = DigestOf(entry);
                entry.PreviousHash = head.Hash;
                entry.Hash = head.Hash = HashOf(entry);
            }
            head.Sequence = sequence;
        });
        db.Audit.AddRange(entries);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Its content was erased on purpose: with the salt gone, the digest tells nothing about it any more.</summary>
    public static bool IsErased(AuditEntry entry) => entry.Salt.Length == 0 && entry.Sentence is null && entry.Before is null && entry.After is null;

    /// <summary>SHA-256 over the salt and the parts that may hold personal data.</summary>
    public static byte[] DigestOf(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.Salt);
        Append(hash, entry.Sentence);
        Append(hash, entry.Before);
        Append(hash, entry.After);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256 over the previous hash, the header's fields and the payload's digest.</summary>
    public static byte[] HashOf(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.PreviousHash);
        Append(hash, Number(entry.Sequence));
        Append(hash, Number(entry.ChangeSetId));
        Append(hash, Number(entry.At.ToUnixTimeMilliseconds()));
        Append(hash, Number(entry.ActorId));
        Append(hash, entry.ActorLogin);
        Append(hash, entry.Channel);
        Append(hash, entry.Conversation);
        Append(hash, entry.Entity);
        Append(hash, Number(entry.EntityId));
        Append(hash, entry.Operation);
        Append(hash, entry.Undoes is { } undoes ? Number(undoes) : null);
        hash.AppendData(entry.PayloadDigest);
        return hash.GetHashAndReset();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Length first, so that no two lists of fields give the same bytes; a missing field differs from an empty one.</summary>
    private static void Append(IncrementalHash hash, string? field)
    {
        Span<byte> length = stackalloc byte[4];
        if (field is null)
        {
            BinaryPrimitives.WriteUInt32BigEndian(length, uint.MaxValue);
            hash.AppendData(length);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(field);
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

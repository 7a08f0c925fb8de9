using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit.Anchors;

/// <summary>
/// The code on the record of the newest entry, made with each entry: somebody who can write to the store, but has no key, can neither add entries
/// nor write the chain anew after the last anchor.
/// </summary>
internal static class AuditHeadCode
{
    /// <summary>Begins the line of the anchor file that says: from here on a head without a code is a forgery, not an old one.</summary>
    public const string Mark = "signed-head";

    /// <summary>
    /// For new entries: <paramref name="move"/> puts the head onto them, and it is signed by the key it was signed with. One that did not verify
    /// before keeps its code and never verifies again: what was forged must not be made good by the next honest entry.
    /// </summary>
    /// <exception cref="SealException">The key is not there.</exception>
    public static void Move(AuditHead head, KeyWrapping wrapping, Action move)
    {
        var key = head is { Code: { } code, KeyId: { } id } && wrapping.Find(id) is var known && CryptographicOperations.FixedTimeEquals(Code(known, head), code) ? known : null;
        move();
        if (key is not null)
            head.Code = Code(key, head);
    }

    /// <summary>Under the newest key; a code that does not verify stays as it is, to be found.</summary>
    public static void SignAnew(AuditHead head, KeyWrapping wrapping)
    {
        if (head.Code is not null && Problem(head, wrapping, true) is null)
            Sign(head, wrapping.Newest);
    }

    /// <summary>Null: the record of the newest entry is as the program left it.</summary>
    /// <param name="head">The record.</param>
    /// <param name="wrapping">The keys.</param>
    /// <param name="mustBe">It was signed once, so that it must be now.</param>
    public static string? Problem(AuditHead head, KeyWrapping wrapping, bool mustBe)
    {
        if (head.Code is null || head.KeyId is null)
            return mustBe ? "The record of the newest entry is no longer signed." : null;
        if (wrapping.Keys().FirstOrDefault(key => key.Id == head.KeyId) is not { } key)
            return $"The record of the newest entry was signed with the key {head.KeyId}, which is not there.";
        return CryptographicOperations.FixedTimeEquals(Code(key, head), head.Code) ? null : "The record of the newest entry was forged: its signature does not fit.";
    }

    /// <summary>Signs the head of a store from before there were signatures, once; the anchor file remembers that it was done.</summary>
    public static async Task PrepareAsync(Crm crm, CrmSession session, CancellationToken ct)
    {
        var head = await session.Db.AuditHead.AsTracking().SingleAsync(ct);
        var marked = await IsMarkedAsync(crm.Options, ct);
        if (head.Code is null && !marked)
        {
            Sign(head, crm.Sealer.Ring.Wrapping.Newest);
            await session.Db.SaveChangesAsync(ct);
        }
        // A store that came from elsewhere, or whose anchor file was put away.
        if (!marked && head.Code is not null)
            await File.AppendAllTextAsync(AuditAnchors.FilePath(crm.Options), string.Create(CultureInfo.InvariantCulture, $"{Mark} {session.Now.ToUnixTimeMilliseconds()}\n"), ct);
    }

    /// <summary>Whether the anchor file says that the head is signed.</summary>
    public static async Task<bool> IsMarkedAsync(CrmOptions options, CancellationToken ct)
    {
        var path = AuditAnchors.FilePath(options);
        return File.Exists(path) && (await File.ReadAllLinesAsync(path, ct)).Any(line => line.StartsWith(Mark, StringComparison.Ordinal));
    }

    private static void Sign(AuditHead head, KeyEncryptionKey key)
    {
        head.KeyId = key.Id;
        head.Code = Code(key, head);
    }

    private static byte[] Code(KeyEncryptionKey key, AuditHead head)
    {
        var derived = HKDF.Expand(HashAlgorithmName.SHA256, key.Bytes, 32, "audit head"u8.ToArray());
        return HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} {Convert.ToHexStringLower(head.Hash)} {key.Id}")));
    }
}

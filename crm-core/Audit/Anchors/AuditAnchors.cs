using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit.Anchors;

/// <summary>
/// Writes anchors, in a table and in a file that is only ever added to, and holds the chain against them. Somebody who can write to the store
/// can cut the chain off and compute a new one; that person cannot compute an anchor's code, which needs a key kept outside the store.
/// </summary>
internal static class AuditAnchors
{
    /// <summary>So many entries need an anchor at once; fewer wait for the day to pass.</summary>
    public const int Entries = 1000;

    public static string FilePath(CrmOptions options) => options.AnchorFile ?? options.Path + ".anchors";

    /// <summary>Anchors the chain's head if it is time to. Returns the anchor written.</summary>
    public static async Task<AuditAnchor?> WriteAsync(Crm crm, CancellationToken ct, bool now = false)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        var db = session.Db;
        var head = await db.AuditHead.AsNoTracking().SingleAsync(ct);
        var last = await db.AuditAnchors.AsNoTracking().OrderByDescending(anchor => anchor.Sequence).FirstOrDefaultAsync(ct);
        if (head.Sequence == 0 || head.Sequence == last?.Sequence)
            return null;
        if (!now && last is not null && head.Sequence - last.Sequence < Entries && session.Now - last.At < TimeSpan.FromDays(1))
            return null;
        var key = db.Sealer.Ring.Wrapping.Newest;
        var anchor = new AuditAnchor { Sequence = head.Sequence, Hash = head.Hash, At = session.Now, KeyId = key.Id };
        anchor.Code = Code(key, anchor);
        db.AuditAnchors.Add(anchor);
        await db.SaveChangesAsync(ct);
        await session.CommitAsync(ct);
        // Afterwards: an anchor in the file of an entry that was rolled back would accuse for ever.
        await File.AppendAllTextAsync(FilePath(crm.Options), Line(anchor), ct);
        return anchor;
    }

    /// <summary>All anchors there are, by sequence number: those of the file and those of the table, which may differ.</summary>
    public static async Task<ILookup<long, AuditAnchor>> ReadAsync(CrmDbContext db, CrmOptions options, CancellationToken ct)
    {
        var anchors = await db.AuditAnchors.AsNoTracking().ToListAsync(ct);
        anchors.AddRange((await LinesAsync(options, ct)).Select(Parse));
        return anchors.ToLookup(anchor => anchor.Sequence);
    }

    /// <summary>The newest entry that the file anchors; 0 when there is none.</summary>
    public static async Task<long> NewestInFileAsync(CrmOptions options, CancellationToken ct) =>
        (await LinesAsync(options, ct)).Select(line => Parse(line).Sequence).DefaultIfEmpty().Max();

    private static async Task<IEnumerable<string>> LinesAsync(CrmOptions options, CancellationToken ct)
    {
        var path = FilePath(options);
        return File.Exists(path) ? (await File.ReadAllLinesAsync(path, ct)).Where(line => line.Length > 0 && !line.StartsWith(AuditHeadCode.Mark, StringComparison.Ordinal)) : [];
    }

    /// <summary>Null: the entry is the one that was anchored.</summary>
    public static string? Problem(AuditAnchor anchor, AuditEntry entry, KeyWrapping wrapping)
    {
        if (!entry.Hash.AsSpan().SequenceEqual(anchor.Hash))
            return $"Entry {anchor.Sequence} is not the one that was anchored at {anchor.At:yyyy-MM-dd'T'HH:mm:ss'Z'}: the chain was written anew.";
        if (wrapping.Keys().FirstOrDefault(key => key.Id == anchor.KeyId) is { } key)
            return CryptographicOperations.FixedTimeEquals(Code(key, anchor), anchor.Code) ? null : $"The anchor of entry {anchor.Sequence} was forged.";
        // Lines of the file keep their old key after a rotation; those of the table are signed anew.
        return anchor.FromFile ? null : $"The anchor of entry {anchor.Sequence} was made with the key {anchor.KeyId}, which is not there.";
    }

    /// <summary>Under the newest key; one that does not verify stays as it is, to be found.</summary>
    public static void SignAnew(AuditAnchor anchor, KeyWrapping wrapping)
    {
        if (wrapping.Keys().FirstOrDefault(key => key.Id == anchor.KeyId) is not { } old || !CryptographicOperations.FixedTimeEquals(Code(old, anchor), anchor.Code))
            return;
        anchor.KeyId = wrapping.Newest.Id;
        anchor.Code = Code(wrapping.Newest, anchor);
    }

    private static byte[] Code(KeyEncryptionKey key, AuditAnchor anchor)
    {
        var derived = HKDF.Expand(HashAlgorithmName.SHA256, key.Bytes, 32, "audit anchor"u8.ToArray());
        return HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(Text(anchor)));
    }

    private static string Text(AuditAnchor anchor) =>
        string.Create(CultureInfo.InvariantCulture, $"{anchor.Sequence} {Convert.ToHexStringLower(anchor.Hash)} {anchor.At.ToUnixTimeMilliseconds()} {anchor.KeyId}");

    private static string Line(AuditAnchor anchor) => $"{Text(anchor)} {Convert.ToHexStringLower(anchor.Code)}\n";

    private static AuditAnchor Parse(string line)
    {
        try
        {
            var parts = line.Split(' ');
            return new AuditAnchor
            {
                Sequence = long.Parse(parts[0], CultureInfo.InvariantCulture),
                Hash = Convert.FromHexString(parts[1]),
                At = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[2], CultureInfo.InvariantCulture)),
                KeyId = parts[3],
                Code = Convert.FromHexString(parts[4]),
                FromFile = true,
            };
        }
        catch (Exception broken) when (broken is FormatException or IndexOutOfRangeException or OverflowException)
        {
            // A line that was tampered with is an anchor that fits nothing.
            return new AuditAnchor { Sequence = 1, Hash = [0] };
        }
    }
}

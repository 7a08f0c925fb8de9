using System.Security.Cryptography;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Files;

/// <summary>Puts the bytes of files away and gets them back; the only place that does, and so the only one that seals.</summary>
internal static class FileContents
{
    private const string Table = "file_contents";
    private const string Column = "content";

    /// <summary>How long the bytes of a deleted file are kept, for undo.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    public static void Add(CrmSession session, long fileId, byte[] content) => session.Db.Set<FileContent>().Add(new FileContent
    {
        FileId = fileId,
        Content = session.Db.Sealer.Seal(content, Table, Column, fileId),
        Sealed = true,
        CreatedAt = session.Now,
    });

    public static async Task<byte[]?> ReadAsync(CrmSession session, long fileId, CancellationToken ct)
    {
        var found = await session.Db.Set<FileContent>().AsNoTracking().FirstOrDefaultAsync(one => one.FileId == fileId, ct);
        return found is { Sealed: true } ? session.Db.Sealer.Open(found.Content, Table, Column, fileId) : found?.Content;
    }

    public static Task RemoveAsync(CrmSession session, long fileId, CancellationToken ct)
    {
        var now = session.Now;
        return session.Db.Set<FileContent>().Where(one => one.FileId == fileId).ExecuteUpdateAsync(set => set.SetProperty(one => one.RemovedAt, now), ct);
    }

    /// <summary>Removes for good what was deleted longer ago than <see cref="Grace"/> and not put back since.</summary>
    public static Task<int> PurgeAsync(CrmSession session, CancellationToken ct)
    {
        var before = session.Now - Grace;
        return session.Db.Set<FileContent>()
            .Where(one => one.RemovedAt != null && one.RemovedAt < before && !session.Db.Set<StoredFile>().Any(file => file.Id == one.FileId))
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>
    /// Erases the files of a record at once, with their bytes: no grace, no undo. Their audit entries hold the name and are erased with the
    /// record's own.
    /// </summary>
    /// <returns>The ids of the files.</returns>
    public static async Task<IReadOnlyList<long>> EraseOfAsync(CrmSession session, string kind, long id, CancellationToken ct)
    {
        var files = await session.Db.Set<StoredFile>().Where(file => file.RecordKind == kind && file.RecordId == id).ToListAsync(ct);
        var ids = files.Select(file => file.Id).ToArray();
        session.Db.RemoveRange(files);
        await session.SaveAsync(ct);
        await session.Db.Set<FileContent>().Where(one => ids.Contains(one.FileId)).ExecuteDeleteAsync(ct);
        return ids;
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Files;

/// <summary>Files go with the record they are attached to, and come back with it when its deletion is undone.</summary>
internal static class AttachedFiles
{
    /// <summary>Marks the files of records about to be deleted as deleted too. True when there were some.</summary>
    public static async Task<bool> RemoveAsync(CrmDbContext db, CancellationToken ct)
    {
        List<(string Kind, long Id)>? deleted = null;
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State == EntityState.Deleted && entry.Entity is not StoredFile && Records.KindOf(entry.Metadata.ClrType) is { } kind)
                (deleted ??= []).Add((kind, (long)entry.Property("Id").CurrentValue!));
        }
        var any = false;
        foreach (var group in (deleted ?? []).GroupBy(record => record.Kind, record => record.Id))
        {
            var ids = group.Select(id => (long?)id).ToArray();
            foreach (var file in await db.Set<StoredFile>().AsTracking().Where(file => file.RecordKind == group.Key && ids.Contains(file.RecordId)).ToListAsync(ct))
            {
                any = true;
                db.Remove(file);
            }
        }
        return any;
    }
}

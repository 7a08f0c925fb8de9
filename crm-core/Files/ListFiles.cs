using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Files;

/// <summary>The files of one record, newest first; without a record the actor's own that belong to nothing yet.</summary>
[Requires(Permissions.FilesRead)]
public sealed record ListFiles : Query<IReadOnlyList<FileView>>
{
    private const int Most = 500;

    public string? RecordKind { get; init; }

    public long? RecordId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<FileView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var files = session.Db.Set<StoredFile>().AsNoTracking();
        if (RecordKind is { } kind)
        {
            var id = RecordId ?? 0;
            if (!await FileRules.SeesAsync(session, kind, id, ct))
                return Failure.NotFound(kind, id);
            files = files.Where(file => file.RecordKind == kind && file.RecordId == id);
        }
        else
        {
            var self = session.Actor.UserId;
            files = files.Where(file => file.RecordKind == null && file.UploadedById == self);
        }
        var directory = await session.DirectoryAsync(ct);
        var rows = await files.OrderByDescending(file => file.CreatedAt).ThenByDescending(file => file.Id).Take(Most).ToListAsync(ct);
        return rows.ConvertAll(file => FileRules.View(file, directory));
    }
}

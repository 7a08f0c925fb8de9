using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

/// <summary>Deletes a file: its uploader, a manager or an administrator. The bytes are kept for thirty days, so that it can be undone.</summary>
[Requires(Permissions.FilesWrite)]
public sealed record DeleteFile : Command<FileView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<FileView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await FileRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var file = found.Value;
        if (file.UploadedById != session.Actor.UserId && !session.Actor.May(Permissions.RecordsSupervise))
            return Failure.Forbidden(Policies.ManagersDelete, "Only who uploaded a file, a manager or an administrator may delete it.");
        session.Db.Remove(file);
        await session.SaveAsync(ct);
        await FileContents.RemoveAsync(session, Id, ct);
        return FileRules.View(file, await session.DirectoryAsync(ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Files;

/// <summary>What the file use cases share: whoever may read a record may read its files, whoever may change it may attach and delete.</summary>
internal static class FileRules
{
    public static FileView View(StoredFile file, UserDirectory directory)
    {
        var by = directory[file.UploadedById];
        return new FileView(file.Id, file.RecordKind, file.RecordId, file.Name, file.ContentType, file.Size, file.Sha256, file.UploadedById, by.Login, by.Name, file.CreatedAt, file.Version);
    }

    /// <summary>A file name as it is kept: no folders, nothing that a file system or a header would take for something else.</summary>
    public static string Name(string? name)
    {
        var text = Checks.Clean(name ?? "");
        text = text[(text.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        text = string.Concat(text.Where(c => !char.IsControl(c) && !"<>\"|?*".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        if (text.Length == 0)
            return "file";
        if (text.Length <= Limits.Name)
            return text;
        var ending = Path.GetExtension(text) is { Length: <= 10 } short_ ? short_ : "";
        return text[..(Limits.Name - ending.Length)] + ending;
    }

    /// <summary>The file if the actor sees the record it belongs to; one that belongs to nothing is its uploader's.</summary>
    public static async Task<Result<StoredFile>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        var file = await session.Db.Set<StoredFile>().FirstOrDefaultAsync(one => one.Id == id, ct);
        if (file is null)
            return Failure.NotFound(Primitives.Kinds.File, id);
        var visible = file is { RecordKind: { } kind, RecordId: { } record } ? await SeesAsync(session, kind, record, ct) : file.UploadedById == session.Actor.UserId;
        return visible ? file : Failure.NotFound(Primitives.Kinds.File, id);
    }

    /// <summary>What files can be attached to: every record but people's own settings and files themselves.</summary>
    public static IEnumerable<string> Kinds => Records.Types.Select(type => Records.KindOf(type)!)
        .Where(kind => kind is not (Primitives.Kinds.File or Primitives.Kinds.User or Primitives.Kinds.Team or Primitives.Kinds.NoticeSettings));

    /// <summary>Null when the record is there for the actor to attach to.</summary>
    public static async Task<Failure?> TargetAsync(CrmSession session, string kind, long id, CancellationToken ct)
    {
        if (!Kinds.Contains(kind))
            return FileFailures.NoSuchKind(kind);
        if (!await SeesAsync(session, kind, id, ct))
            return Failure.NotFound(kind, id);
        return session.Actor.MayChange(kind);
    }

    public static async Task<bool> SeesAsync(CrmSession session, string kind, long id, CancellationToken ct) =>
        Kinds.Contains(kind) && session.Actor.MayRead(kind) && await RowScope.Ids(kind, session.Actor, session.Db).ContainsAsync(id, ct);
}

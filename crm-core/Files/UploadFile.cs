using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

/// <summary>Keeps a file, attached to a record, or to nothing yet (then only its uploader sees it, until <see cref="AttachFile"/> or an import takes it).</summary>
[Requires(Permissions.FilesWrite)]
public sealed record UploadFile : Command<FileView>
{
    /// <summary>One of <see cref="Kinds"/>, with <see cref="RecordId"/>.</summary>
    public string? RecordKind { get; init; }

    public long? RecordId { get; init; }

    public required string Name { get; init; }

    public required ReadOnlyMemory<byte> Content { get; init; }

    protected internal override async Task<Result<FileView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Content.Length == 0)
            return FileFailures.Empty();
        if (Content.Length > session.Options.MaxFileBytes)
            return FileFailures.TooLarge(session.Options.MaxFileBytes);
        if (RecordKind is { } kind && await FileRules.TargetAsync(session, kind, RecordId ?? 0, ct) is { } refused)
            return refused;
        var content = Content.ToArray();
        var name = FileRules.Name(Name);
        if (FileTypes.IsProgram(content, name))
            return FileFailures.Program();
        var file = new StoredFile
        {
            Id = await session.NewIdAsync(ct),
            RecordKind = RecordKind,
            RecordId = RecordKind is null ? null : RecordId,
            Name = name,
            ContentType = FileTypes.Of(content, name),
            Size = content.Length,
            Sha256 = FileContents.HashOf(content),
            UploadedById = session.Actor.UserId,
            CreatedAt = session.Now,
        };
        session.Db.Add(file);
        FileContents.Add(session, file.Id, content);
        await session.SaveAsync(ct);
        return FileRules.View(file, await session.DirectoryAsync(ct));
    }
}

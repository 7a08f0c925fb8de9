namespace BotCrm.Core.Files;

/// <summary>A file without its bytes. <paramref name="IsTable"/>: it looks like something that can be imported.</summary>
public sealed record FileView(
    long Id, string? RecordKind, long? RecordId, string Name, string ContentType, long Size, string Sha256, long UploadedById, string UploadedByLogin, string UploadedByName, DateTimeOffset CreatedAt, int Version);

/// <summary>A file's bytes, for handing out.</summary>
public sealed record FileBytes(FileView File, byte[] Content);

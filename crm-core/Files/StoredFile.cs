namespace BotCrm.Core.Files;

/// <summary>A file attached to a record: what is known of it. Its bytes are a <see cref="FileContent"/>.</summary>
public sealed class StoredFile
{
    public long Id { get; internal set; }

    /// <summary>One of <see cref="Primitives.Kinds"/>; null while it was only dropped and belongs to nothing yet.</summary>
    public string? RecordKind { get; internal set; }

    public long? RecordId { get; internal set; }

    public string Name { get; internal set; } = "";

    /// <summary>By the content, not by what the sender says.</summary>
    public string ContentType { get; internal set; } = "";

    public long Size { get; internal set; }

    /// <summary>Of the content, in hexadecimal.</summary>
    public string Sha256 { get; internal set; } = "";

    public long UploadedById { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }
}

/// <summary>The bytes of a file. No record: never in an audit image, so that erasing a file erases it whole.</summary>
internal sealed class FileContent
{
    public long FileId { get; set; }

    public byte[] Content { get; set; } = [];

    /// <summary>Whether <see cref="Content"/> is encrypted.</summary>
    public bool Sealed { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its file was deleted; after <see cref="FileContents.Grace"/> it goes for good.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

/// <summary>A file with its bytes.</summary>
[Requires(Permissions.FilesRead)]
public sealed record DownloadFile : Query<FileBytes>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<FileBytes>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await FileRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        return await FileContents.ReadAsync(session, Id, ct) is { } content
            ? new FileBytes(FileRules.View(found.Value, await session.DirectoryAsync(ct)), content)
            : FileFailures.Gone();
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

/// <summary>What is known of a file.</summary>
[Requires(Permissions.FilesRead)]
public sealed record GetFile : Query<FileView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<FileView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await FileRules.FindAsync(session, Id, ct);
        return found.Ok ? FileRules.View(found.Value, await session.DirectoryAsync(ct)) : found.Failure;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Files;

/// <summary>Attaches an uploaded file that belongs to nothing yet.</summary>
[Requires(Permissions.FilesWrite)]
public sealed record AttachFile : Command<FileView>
{
    public required long Id { get; init; }

    public required string RecordKind { get; init; }

    public required long RecordId { get; init; }

    protected internal override async Task<Result<FileView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await FileRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        if (found.Value.RecordKind is not null)
            return FileFailures.AlreadyAttached(found.Value);
        if (await FileRules.TargetAsync(session, RecordKind, RecordId, ct) is { } refused)
            return refused;
        found.Value.RecordKind = RecordKind;
        found.Value.RecordId = RecordId;
        await session.SaveAsync(ct);
        return FileRules.View(found.Value, await session.DirectoryAsync(ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>Starts the import in the background, as the actor and with the actor's rights. It goes on after a restart where it was.</summary>
[Requires(Permissions.DataImport)]
public sealed record StartImport : Command<ImportView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.ForChangeAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var import = found.Value;
        var plan = ImportRules.Read(import.Plan);
        if (ImportRules.NotReady(plan) is { } open)
            return open;
        import.MakerId = session.Actor.UserId;
        import.State = ImportState.Running;
        import.StartedAt = session.Now;
        import.ChangeSetId = await session.NewIdAsync(ct);
        (import.Done, import.LastRow, import.Created, import.Updated, import.Unchanged, import.Skipped, import.Failed) = (0, 0, 0, 0, 0, 0, 0);
        await session.Db.Set<ImportRow>().Where(row => row.ImportId == Id).ExecuteDeleteAsync(ct);
        session.Recorder.Note("import", import.Id, "import", TransferNotes.Of(("file", import.FileName), ("kind", import.Kind), ("rows", import.Rows), ("policy", plan.Policy)));
        await session.SaveAsync(ct);
        return ImportRules.View(import, await session.DirectoryAsync(ct));
    }
}

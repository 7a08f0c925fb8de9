using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer;

/// <summary>Stops an import. What was imported before stays and can be undone.</summary>
[Requires(Permissions.DataImport)]
public sealed record CancelImport : Command<ImportView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var import = found.Value;
        if (import.State == ImportState.Undoing)
            return ImportFailures.Busy();
        if (import.State is not (ImportState.Mapping or ImportState.Checking or ImportState.Checked or ImportState.Running))
            return ImportFailures.Over();
        import.State = import is { State: ImportState.Running, Done: > 0 } ? ImportState.Failed : ImportState.Cancelled;
        import.Problem = "cancelled";
        import.FinishedAt = session.Now;
        await session.SaveAsync(ct);
        return ImportRules.View(import, await session.DirectoryAsync(ct));
    }
}

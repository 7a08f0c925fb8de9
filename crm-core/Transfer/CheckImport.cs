using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer;

/// <summary>Orders the dry run: in the background every row is imported and rolled back, so that what it says is what would happen.</summary>
[Requires(Permissions.DataImport)]
public sealed record CheckImport : Command<ImportView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.ForChangeAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        if (ImportRules.NotReady(ImportRules.Read(found.Value.Plan)) is { } open)
            return open;
        found.Value.State = ImportState.Checking;
        found.Value.Done = 0;
        await session.SaveAsync(ct);
        return ImportRules.View(found.Value, await session.DirectoryAsync(ct));
    }
}

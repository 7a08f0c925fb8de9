using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>
/// Takes a whole import back, in the background. Refused, with names, while imported records were changed since; with
/// <see cref="LeaveChanged"/> those stay as they are and the rest is taken back.
/// </summary>
[Requires(Permissions.Undo)]
public sealed record UndoImport : Command<ImportView>
{
    private const int Named = 5;

    public long? Id { get; init; }

    /// <summary>The import of this change set, instead of <see cref="Id"/>.</summary>
    public long? ChangeSetId { get; init; }

    public bool LeaveChanged { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var import = await ImportRules.Visible(session).FirstOrDefaultAsync(one => Id != null ? one.Id == Id : one.ChangeSetId == ChangeSetId, ct);
        if (import is null)
            return ImportFailures.NotFound(Id ?? ChangeSetId ?? 0);
        if (import.State is ImportState.Undone)
            return ImportFailures.AlreadyUndone();
        if (import.State is ImportState.Running or ImportState.Checking or ImportState.Undoing)
            return ImportFailures.Busy();
        if (import.State is not (ImportState.Done or ImportState.Failed) || import.ChangeSetId is not { } changeSet)
            return ImportFailures.NotStarted();
        if (!LeaveChanged)
        {
            var audit = session.Db.Audit.AsNoTracking();
            // A change that was taken back since, as by the undo of a later import, stands in nobody's way; nor does its taking back.
            var changed = audit.Where(entry => entry.ChangeSetId == changeSet && ChangeRecorder.AllChanges.Contains(entry.Operation)
                && audit.Any(later => later.Entity == entry.Entity && later.EntityId == entry.EntityId && later.Sequence > entry.Sequence && later.ChangeSetId != changeSet && ChangeRecorder.Changes.Contains(later.Operation)
                    && !audit.Any(back => back.Entity == later.Entity && back.EntityId == later.EntityId && back.Sequence > later.Sequence && back.Undoes == later.ChangeSetId)));
            var first = await changed.OrderBy(entry => entry.Sequence).Take(Named).ToOpenListAsync(session.Db, ct);
            if (first.Count > 0)
                return ImportFailures.ChangedSince(first.Count < Named ? first.Count : await changed.CountAsync(ct), [.. first.Select(ChangeSets.NameIn).Distinct()]);
        }
        import.State = ImportState.Undoing;
        import.UndoneTo = null;
        import.Done = 0;
        session.Recorder.Note("import", import.Id, "undo_import", TransferNotes.Of(("file", import.FileName), ("leaveChanged", LeaveChanged)));
        await session.SaveAsync(ct);
        return ImportRules.View(import, await session.DirectoryAsync(ct));
    }
}

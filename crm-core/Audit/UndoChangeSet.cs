using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>Takes back a change set by its before-images: created records are deleted, changed fields restored, deleted records put back. Conflict (changed_since: names the record, who changed it and when) when a touched record was changed since; conflict (already_undone); not_found for another user's change set unless admin.</summary>
[Requires(Permissions.Undo)]
public sealed record UndoChangeSet : Command<ChangeSetView>
{
    public required long Id { get; init; }

    /// <summary>
    /// Takes back what the change set did itself, and leaves taken back what it took back: a correction of a correction goes from the state
    /// before the first.
    /// </summary>
    public bool LeaveUndone { get; init; }

    protected internal override async Task<Result<ChangeSetView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var entries = await ChangeSets.ReadAsync(session, Id, ct);
        if (entries.Count == 0)
            return Failure.NotFound("change_set", Id);
        if (await ChangeSets.IsUndoneAsync(session.Db, Id, ct))
            return Failure.Conflict("already_undone", "This change was undone already.");
        var own = LeaveUndone ? await ChangeSets.WithoutUndoneAsync(session, entries, ct) : entries;
        session.Recorder.Undoing = Id;
        try
        {
            if (await new Undoing(session, own).RunAsync(ct) is { } failure)
                return failure;
        }
        catch (DbUpdateException clash) when (session.Db.Dialect.IsConstraintViolation(clash.InnerException))
        {
            // A unique value (a login, a team's name) was given to another record meanwhile.
            return Failure.Conflict("changed_since", "Cannot undo: another record now has what this one would get back.") with
            {
                Data = new Dictionary<string, string> { ["entity"] = entries[0].Entity, ["name"] = ChangeSets.NameIn(entries[0]), ["actor"] = "", ["at"] = "" },
            };
        }
        finally
        {
            session.Recorder.Undoing = null;
        }
        return await ChangeSets.ViewAsync(session, own.Count > 0 ? own : entries, undone: true, ct);
    }
}

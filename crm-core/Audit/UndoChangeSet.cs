using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>Takes back a change set by its before-images: created records are deleted, changed fields restored, deleted records put back. Conflict (changed_since: names the record, who changed it and when) when a touched record was changed since; conflict (already_undone); not_found for another user's change set unless admin.</summary>
public sealed record UndoChangeSet : Command<ChangeSetView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<ChangeSetView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

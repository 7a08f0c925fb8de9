using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>One change set of the actor (admin: anyone's).</summary>
[Requires(Permissions.Undo)]
public sealed record GetChangeSet : Query<ChangeSetView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ChangeSetView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var entries = await ChangeSets.ReadAsync(session, Id, ct);
        return entries.Count == 0
            ? Failure.NotFound("change_set", Id)
            : await ChangeSets.ViewAsync(session, entries, await ChangeSets.IsUndoneAsync(session.Db, Id, ct), ct);
    }
}

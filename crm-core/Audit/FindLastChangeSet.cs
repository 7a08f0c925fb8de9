using BotCrm.Core.Access;
using BotCrm.Core.Bulk;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>The newest change set of this actor that is neither undone nor itself an undo; in the given conversation when one is named. Null when there is none.</summary>
[Requires(Permissions.Undo)]
public sealed record FindLastChangeSet : Query<ChangeSetView?>
{
    private const int BatchSize = 50;

    public string? Conversation { get; init; }

    /// <summary>Only one that touched a record whose name contains this.</summary>
    public string? Mentions { get; init; }

    /// <summary>Only one that did this. A bulk change is looked for in all that the actor did, for it may have been made over the API.</summary>
    public ChangeSort? Sort { get; init; }

    protected internal override async Task<Result<ChangeSetView?>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var self = session.Actor.UserId;
        // An undo is no change to offer; an amendment, which took back and did again, is one, because not all it did was undo.
        var own = db.Audit.AsNoTracking().Where(entry => entry.ActorId == self && !entry.Operation.StartsWith(ChangeRecorder.UndoPrefix) && ChangeRecorder.Changes.Contains(entry.Operation));
        if (Conversation is not null)
            own = own.Where(entry => entry.Conversation == Conversation);
        if (Sort == ChangeSort.Bulk)
            own = db.Audit.AsNoTracking().Where(entry => entry.Operation == BulkUpdate.BulkNote && entry.ActorId == self);
        var mentioned = Mentions is null ? null : NameForms.Key(Mentions);
        var before = long.MaxValue;
        while (true)
        {
            var batch = await own.GroupBy(entry => entry.ChangeSetId)
                .Select(set => new { Id = set.Key, Last = set.Max(entry => entry.Sequence) })
                .Where(set => set.Last < before)
                .OrderByDescending(set => set.Last)
                .Take(BatchSize)
                .ToListAsync(ct);
            foreach (var set in batch)
            {
                before = set.Last;
                if (await ChangeSets.IsUndoneAsync(db, set.Id, ct))
                    continue;
                var entries = await ChangeSets.ReadAsync(session, set.Id, ct);
                if (entries.Count == 0)
                    continue;
                if (Sort is { } sort and not ChangeSort.Bulk && !ChangeSorts.Is(sort, entries))
                    continue;
                var view = await ChangeSets.ViewAsync(session, entries, undone: false, ct);
                if (mentioned is null || view.Changes.Any(change => NameForms.Key(change.Name).Contains(mentioned, StringComparison.Ordinal)))
                    return view;
            }
            if (batch.Count < BatchSize)
                return (ChangeSetView?)null!;
        }
    }
}

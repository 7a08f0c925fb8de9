using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The actor has seen these notifications; all that are due when none are named. Answers how many had not been seen before. No change of a record, so no audit.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record MarkNotificationsSeen : Command<int>
{
    public IReadOnlyList<long>? Ids { get; init; }

    protected internal override async Task<Result<int>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Ids is { Count: > Paging.MaxLimit })
            return Failure.Invalid("too_many", $"At most {Paging.MaxLimit} notifications can be named at once; leave ids out to mark all.", "ids");
        DateTimeOffset now = session.Now;
        var self = session.Actor.UserId;
        var rows = session.Db.Notifications.Where(row => row.UserId == self && row.SeenAt == null && row.DeliverAt <= now);
        if (Ids is not null)
        {
            var ids = Ids.Distinct().ToArray();
            rows = rows.Where(row => ids.Contains(row.Id));
        }
        return await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), ct);
    }
}

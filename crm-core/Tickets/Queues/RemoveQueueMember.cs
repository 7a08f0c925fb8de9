using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Takes a user out of a queue. Tickets already given out stay with the person.</summary>
[Requires(Permissions.QueuesManage)]
public sealed record RemoveQueueMember : Command<QueueView>
{
    public required long QueueId { get; init; }

    public required long UserId { get; init; }

    protected internal override async Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QueueRules.ForChangeAsync(session, QueueId, null, ct);
        if (!found.Ok)
            return found.Failure;
        if (await session.Db.QueueMembers.SingleOrDefaultAsync(one => one.QueueId == QueueId && one.UserId == UserId, ct) is not { } member)
        {
            var who = (await session.DirectoryAsync(ct)).Find(UserId)?.Name ?? UserId.ToString(CultureInfo.InvariantCulture);
            return new Failure("not_a_member", FailureKind.NotFound, $"{who} is not in the queue {found.Value.Name}.") { Data = new Dictionary<string, string> { ["name"] = who, ["queue"] = found.Value.Name } };
        }

        session.Db.Remove(member);
        await session.SaveAsync(ct);
        return await QueueRules.ViewAsync(session, QueueId, ct);
    }
}

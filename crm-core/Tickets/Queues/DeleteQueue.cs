using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Deletes a queue that no ticket was ever in, with its members. One with tickets is switched off instead: their history names it.</summary>
[Requires(Permissions.QueuesManage)]
public sealed record DeleteQueue : Command<QueueView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QueueRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var queue = found.Value;
        if (await session.Db.Tickets.AnyAsync(ticket => ticket.QueueId == Id, ct))
        {
            return Failure.Conflict("queue_in_use", $"The queue {queue.Name} has tickets; set active to false to take it out of service.") with
            {
                Data = new Dictionary<string, string> { ["name"] = queue.Name, ["id"] = Id.ToString(CultureInfo.InvariantCulture) },
            };
        }

        var view = await QueueRules.ViewAsync(session, Id, ct);
        session.Db.RemoveRange(await session.Db.QueueMembers.Where(member => member.QueueId == Id).ToListAsync(ct));
        session.Db.Remove(queue);
        await session.SaveAsync(ct);
        return view;
    }
}

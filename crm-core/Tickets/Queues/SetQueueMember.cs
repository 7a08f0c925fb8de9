using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Adds a user to a queue, or changes what the queue knows of a member.</summary>
[Requires(Permissions.QueuesManage)]
public sealed record SetQueueMember : Command<QueueView>
{
    public required long QueueId { get; init; }

    public required long UserId { get; init; }

    /// <summary>Replaces the list.</summary>
    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>1–1000 tickets of normal priority.</summary>
    public int? Capacity { get; init; }

    /// <summary>False: away.</summary>
    public bool? Active { get; init; }

    protected internal override async Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QueueRules.ForChangeAsync(session, QueueId, null, ct);
        if (!found.Ok)
            return found.Failure;
        var check = new Checks();
        var skills = Skills is null ? null : check.Words(Skills, Limits.Word, "skills").Select(skill => skill.ToLowerInvariant()).ToList();
        check.Range(Capacity, 1, QueueRules.MaxCapacity, "capacity");
        var user = (await session.DirectoryAsync(ct)).Find(UserId);
        if (user is not { Active: true })
            check.Fail(TicketFailures.UnknownUser(UserId, "member"));
        if (check.Failure is { } failure)
            return failure;

        var member = await session.Db.QueueMembers.SingleOrDefaultAsync(one => one.QueueId == QueueId && one.UserId == UserId, ct);
        if (member is null)
        {
            member = new QueueMember { Id = await session.NewIdAsync(ct), QueueId = QueueId, UserId = UserId, CreatedAt = session.Now };
            session.Db.QueueMembers.Add(member);
        }

        member.Skills = skills ?? member.Skills;
        member.Capacity = Capacity ?? member.Capacity;
        member.Active = Active ?? member.Active;
        await session.SaveAsync(ct);
        return await QueueRules.ViewAsync(session, QueueId, ct);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Adds a queue. Managers and admin.</summary>
[Requires(Permissions.QueuesManage)]
public sealed record CreateQueue : Command<QueueView>
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public string? Calendar { get; init; }

    public bool AutoAssign { get; init; }

    public long? LeadId { get; init; }

    /// <summary>Business minutes; null: never taken back.</summary>
    public int? ReturnAfterMinutes { get; init; }

    protected internal override async Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var name = check.Required(Name, Limits.Name, "name");
        var categories = QueueRules.Categories(check, session, Categories);
        var calendar = QueueRules.Calendar(check, session, Calendar);
        QueueRules.ReturnAfter(check, ReturnAfterMinutes);
        await QueueRules.LeadAsync(check, session, LeadId, ct);
        if (check.Failure is { } failure)
            return failure;
        if (await QueueRules.TakenAsync(session, name, null, ct) is { } taken)
            return taken;

        var queue = new TicketQueue
        {
            Id = await session.NewIdAsync(ct),
            Name = name,
            Categories = categories,
            Calendar = calendar,
            AutoAssign = AutoAssign,
            LeadId = LeadId,
            ReturnAfterMinutes = ReturnAfterMinutes,
            CreatedAt = session.Now,
        };
        session.Db.Queues.Add(queue);
        await session.SaveAsync(ct);
        return await QueueRules.ViewAsync(session, queue.Id, ct);
    }
}

using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>What the commands on queues share.</summary>
internal static class QueueRules
{
    public const int MaxCapacity = 1000;
    private const int MaxReturnMinutes = 60 * 24 * 30;

    public static async Task<Result<TicketQueue>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Queues.SingleOrDefaultAsync(queue => queue.Id == id, ct) is not { } queue)
            return Failure.NotFound(Kinds.Queue, id);
        return Versions.Changed(Kinds.Queue, id, ifVersion, queue.Version) is { } conflict ? conflict : queue;
    }

    public static async Task<Failure?> TakenAsync(CrmSession session, string name, long? except, CancellationToken ct)
    {
        // Few and short: compared here, where case means the same in every store.
        var names = await session.Db.Queues.Where(queue => queue.Id != except).Select(queue => queue.Name).ToListAsync(ct);
        return names.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Failure.Conflict("duplicate_queue", $"There is a queue {name} already.") with { Field = "name", Data = new Dictionary<string, string> { ["name"] = name } }
            : null;
    }

    public static IReadOnlyList<string> Categories(Checks check, CrmSession session, IReadOnlyList<string> given)
    {
        var codes = new List<string>();
        foreach (var word in check.Words(given, Limits.Word, "categories"))
        {
            if (TicketRules.Category(check, session, word, "categories") is { } code && !codes.Contains(code))
                codes.Add(code);
        }

        return codes;
    }

    public static string? Calendar(Checks check, CrmSession session, string? code)
    {
        if (code is null)
            return null;
        var options = session.Options.Service;
        if (options.Find(code) is { } calendar)
            return calendar.Code;
        var allowed = string.Join(", ", options.Calendars.Select(one => one.Code));
        check.Fail("unknown_value", $"calendar must be one of: {allowed}.", "calendar", ("value", code.Length <= 40 ? code : code[..40]), ("allowed", allowed));
        return null;
    }

    public static async Task LeadAsync(Checks check, CrmSession session, long? id, CancellationToken ct)
    {
        if (id is { } lead && (await session.DirectoryAsync(ct)).Find(lead) is not { Active: true })
            check.Fail(TicketFailures.UnknownUser(lead, "lead"));
    }

    public static void ReturnAfter(Checks check, int? minutes) => check.Range(minutes, 1, MaxReturnMinutes, "returnAfterMinutes");

    public static async Task<Result<QueueView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await session.Db.Queues.AsNoTracking().SingleOrDefaultAsync(queue => queue.Id == id, ct) is { } queue
            ? (await ViewsAsync(session, [queue], ct))[0]
            : Failure.NotFound(Kinds.Queue, id);

    public static async Task<IReadOnlyList<QueueView>> ViewsAsync(CrmSession session, IReadOnlyList<TicketQueue> queues, CancellationToken ct)
    {
        var ids = queues.Select(queue => queue.Id).ToArray();
        var directory = await session.DirectoryAsync(ct);
        var members = await session.Db.QueueMembers.AsNoTracking().Where(member => ids.Contains(member.QueueId)).OrderBy(member => member.Id).ToListAsync(ct);
        var open = await session.Db.Tickets
            .Where(ticket => ticket.Status == TicketStatus.Open && ticket.QueueId != null && ids.Contains(ticket.QueueId.Value))
            .GroupBy(ticket => ticket.QueueId)
            .Select(group => new { Queue = group.Key, All = group.Count(), Free = group.Count(ticket => ticket.AssigneeId == null) })
            .ToListAsync(ct);
        return
        [
            .. queues.Select(queue =>
            {
                var lead = queue.LeadId is { } id ? directory[id] : null;
                var waiting = open.Find(one => one.Queue == queue.Id);
                return new QueueView(
                    queue.Id, queue.Name, queue.Categories, queue.Calendar, queue.AutoAssign, queue.LeadId, lead?.Login, lead?.Name, queue.ReturnAfterMinutes, queue.Active,
                    waiting?.All ?? 0, waiting?.Free ?? 0,
                    [.. members.Where(member => member.QueueId == queue.Id).Select(member => new QueueMemberView(
                        member.Id, member.UserId, directory[member.UserId].Login, directory[member.UserId].Name, member.Skills, member.Capacity, member.Active, member.Version))],
                    queue.CreatedAt, queue.Version);
            }),
        ];
    }

    /// <summary>The queue that takes a category: the first that lists it, else the one its configuration names.</summary>
    public static async Task<TicketQueue?> OfCategoryAsync(CrmSession session, string category, CancellationToken ct)
    {
        var queues = await session.Db.Queues.AsNoTracking().Where(queue => queue.Active).OrderBy(queue => queue.Id).ToListAsync(ct);
        var named = session.Options.Service.Category(category)?.Queue;
        return queues.Find(queue => queue.Categories.Contains(category))
            ?? (named is null ? null : queues.Find(queue => queue.Name.Equals(named, StringComparison.OrdinalIgnoreCase)));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>What one colleague did in a period; all of them together with <paramref name="Person"/> null.</summary>
public sealed record ActivityRow(Ref? Person, IReadOnlyDictionary<InteractionKind, int> Interactions, int InteractionCount, int TasksDone, int OpportunitiesCreated);

/// <summary>Interactions by kind, tasks done and opportunities created, by colleague, the busiest first; the sum last.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Activity : Query<IReadOnlyList<ActivityRow>>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<ActivityRow>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var period = Period.Of(session, From, To);
        if (!period.Ok)
            return period.Failure;

        var directory = await session.DirectoryAsync(ct);
        // Who sees all customers but manages nobody sees only what they did themselves; a team that is named does not widen that.
        var inSight = session.Actor.Owners?.Order().ToArray() ?? (session.Actor.May(Permissions.TasksAll) ? null : [session.Actor.UserId]);
        var asked = scope.Value.People;
        var people = asked is null ? inSight : inSight is null ? asked : [.. asked.Intersect(inSight)];
        if (people is [] && asked is not [])
            return ReportFailures.OthersNumbers();
        var (start, end) = (period.Value.Start, period.Value.End);
        var interactions = await InteractionsAsync(session, people, start, end, ct);
        var tasks = session.Db.Tasks.Where(task => task.DoneAt >= start && task.DoneAt < end);
        var opportunities = session.Db.Opportunities.Where(one => one.CreatedAt >= start && one.CreatedAt < end);
        if (people is not null)
        {
            tasks = tasks.Where(task => people.Contains(task.AssigneeId));
            opportunities = opportunities.Where(one => people.Contains(one.OwnerId));
        }
        var done = await tasks.GroupBy(task => task.AssigneeId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var created = await opportunities.GroupBy(one => one.OwnerId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);

        var rows = interactions.Keys.Concat(done.Keys).Concat(created.Keys).Distinct()
            .Select(id => Row(new Ref(id, directory[id].Name), interactions.GetValueOrDefault(id) ?? [], done.GetValueOrDefault(id), created.GetValueOrDefault(id)))
            .OrderByDescending(row => row.InteractionCount).ThenByDescending(row => row.TasksDone).ThenBy(row => row.Person!.Id)
            .ToList();
        if (rows.Count > 0)
        {
            var kinds = rows.SelectMany(row => row.Interactions).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
            rows.Add(Row(null, kinds, rows.Sum(row => row.TasksDone), rows.Sum(row => row.OpportunitiesCreated)));
        }
        return rows;
    }

    private static ActivityRow Row(Ref? person, Dictionary<InteractionKind, int> kinds, int done, int created) =>
        new(person, kinds, kinds.Values.Sum(), done, created);

    /// <summary>The whole blocks inside the period from the aggregate, its two ends from the interactions themselves: exact, and cheap for any length.</summary>
    private static async Task<Dictionary<long, Dictionary<InteractionKind, int>>> InteractionsAsync(
        CrmSession session, long[]? people, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var counts = new Dictionary<long, Dictionary<InteractionKind, int>>();
        var (first, after) = (Up(start.ToUnixTimeMilliseconds()), end.ToUnixTimeMilliseconds() / ActivityBlock.Length);
        if (first >= after)
        {
            await CountAsync(start, end);
            return counts;
        }

        // Of a long time whole spans of blocks, and the blocks before and after these.
        var (firstSpan, afterSpan) = ((first + ActivitySpan.Blocks - 1) / ActivitySpan.Blocks, after / ActivitySpan.Blocks);
        if (firstSpan < afterSpan)
        {
            var spans = session.Db.Set<ActivitySpan>().Where(span => span.Span >= firstSpan && span.Span < afterSpan);
            if (people is not null)
                spans = spans.Where(span => people.Contains(span.AuthorId));
            foreach (var sum in await spans.GroupBy(span => new { span.AuthorId, span.Kind }).Select(group => new { group.Key.AuthorId, group.Key.Kind, Count = group.Sum(span => span.Count) }).ToListAsync(ct))
                Add(sum.AuthorId, sum.Kind, sum.Count);
            await AddBlocksAsync(first, firstSpan * ActivitySpan.Blocks);
            await AddBlocksAsync(afterSpan * ActivitySpan.Blocks, after);
        }
        else
        {
            await AddBlocksAsync(first, after);
        }
        await CountAsync(start, DateTimeOffset.FromUnixTimeMilliseconds(first * ActivityBlock.Length));
        await CountAsync(DateTimeOffset.FromUnixTimeMilliseconds(after * ActivityBlock.Length), end);
        return counts;

        async Task AddBlocksAsync(long from, long to)
        {
            if (from >= to)
                return;
            var blocks = session.Db.Set<ActivityBlock>().Where(block => block.Block >= from && block.Block < to);
            if (people is not null)
                blocks = blocks.Where(block => people.Contains(block.AuthorId));
            foreach (var sum in await blocks.GroupBy(block => new { block.AuthorId, block.Kind }).Select(group => new { group.Key.AuthorId, group.Key.Kind, Count = group.Sum(block => block.Count) }).ToListAsync(ct))
                Add(sum.AuthorId, sum.Kind, sum.Count);
        }

        async Task CountAsync(DateTimeOffset from, DateTimeOffset to)
        {
            if (from >= to)
                return;
            var interactions = session.Db.Interactions.Where(one => one.When >= from && one.When < to);
            if (people is not null)
                interactions = interactions.Where(one => people.Contains(one.AuthorId));
            var rows = await interactions.GroupBy(one => new { one.AuthorId, one.Kind }).Select(group => new { group.Key.AuthorId, group.Key.Kind, Count = group.Count() }).ToListAsync(ct);
            foreach (var row in rows)
                Add(row.AuthorId, row.Kind, row.Count);
        }

        void Add(long author, InteractionKind kind, int count)
        {
            if (count == 0)
                return;
            var kinds = counts.TryGetValue(author, out var known) ? known : counts[author] = [];
            kinds[kind] = kinds.GetValueOrDefault(kind) + count;
        }
    }

    private static long Up(long instant) => (instant + ActivityBlock.Length - 1) / ActivityBlock.Length;
}

using System.Globalization;
using System.Linq.Expressions;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>
/// Counts tickets of a period by group. Of the whole company (<paramref name="whole"/>) whole blocks come from the aggregate and only the two ends, and what is
/// promised and not answered, are counted; of some people's, each part is read once along its index.
/// </summary>
internal sealed class TicketCounting(CrmSession session, IReadOnlyList<IQueryable<Ticket>> parts, bool whole, Period period)
{
    private readonly Dictionary<string, TicketSums> groups = [];

    /// <summary>By the group's key as text, empty for none.</summary>
    public async Task<Dictionary<string, TicketSums>> GroupsAsync<TKey>(string dimension, Expression<Func<Ticket, TKey>> by, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var (first, after) = ((start.ToUnixTimeMilliseconds() + ActivityBlock.Length - 1) / ActivityBlock.Length, end.ToUnixTimeMilliseconds() / ActivityBlock.Length);
        if (!whole || first >= after)
        {
            foreach (var part in parts)
                await CountAsync(part, by, start, end, ct);
            return groups;
        }

        foreach (var tickets in parts)
        {
            await AddBlocksAsync(dimension, first, after, ct);
            var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(first * ActivityBlock.Length), DateTimeOffset.FromUnixTimeMilliseconds(after * ActivityBlock.Length));
            await AddUnansweredAsync(tickets.Where(ticket => ticket.CreatedAt >= from && ticket.CreatedAt < to), by, ct);
            foreach (var (one, other) in new[] { (start, from), (to, end) })
            {
                if (one >= other)
                    continue;
                await AddOpenedAsync(tickets.Where(ticket => ticket.CreatedAt >= one && ticket.CreatedAt < other), by, ct);
                await AddResolvedAsync(tickets.Where(ticket => ticket.ResolvedAt >= one && ticket.ResolvedAt < other), by, ct);
            }
            foreach (var row in await tickets.Where(ticket => ticket.Status != TicketStatus.Resolved).GroupBy(by).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                Of(row.Key).Backlog += row.Count;
        }
        return groups;
    }

    private TicketSums Of<TKey>(TKey key)
    {
        var text = key switch { null => "", Enum member => member.ToString().ToLowerInvariant(), IFormattable number => number.ToString(null, CultureInfo.InvariantCulture), _ => key.ToString()! };
        return groups.TryGetValue(text, out var known) ? known : groups[text] = new TicketSums();
    }

    private async Task AddBlocksAsync(string dimension, long first, long after, CancellationToken ct)
    {
        var rows = await session.Db.Set<TicketBlock>().Where(block => block.Dimension == dimension && block.Block >= first && block.Block < after)
            .GroupBy(block => new { block.Resolved, block.Value })
            .Select(group => new
            {
                group.Key,
                Count = group.Sum(block => block.Count),
                Promised = group.Sum(block => block.Promised),
                Broken = group.Sum(block => block.Broken),
                Escalated = group.Sum(block => block.Escalated),
                Reopened = group.Sum(block => block.Reopened),
                Rated = group.Sum(block => block.Rated),
                Ratings = group.Sum(block => block.Ratings),
                Milliseconds = group.Sum(block => block.LastedMs),
            })
            .ToListAsync(ct);
        foreach (var row in rows.Where(row => row.Count != 0))
        {
            Of(row.Key.Value).Add(row.Key.Resolved
                ? new TicketSums { Resolved = row.Count, ResolutionsBroken = row.Broken, Reopened = row.Reopened, Rated = row.Rated, Ratings = row.Ratings, Milliseconds = row.Milliseconds }
                : new TicketSums { Opened = row.Count, Responses = row.Promised, ResponsesBroken = row.Broken, Escalated = row.Escalated });
        }
    }

    /// <summary>Whether what is promised and not answered counts as late is said by now; the aggregate leaves it out.</summary>
    private async Task AddUnansweredAsync<TKey>(IQueryable<Ticket> opened, Expression<Func<Ticket, TKey>> by, CancellationToken ct)
    {
        var now = session.Now;
        var rows = await opened.Where(ticket => ticket.RespondedAt == null && ticket.ResponseDue != null).GroupBy(by)
            .Select(group => new
            {
                group.Key,
                Promised = group.Sum(ticket => ticket.ResponseDue <= now ? 1 : 0),
                Broken = group.Sum(ticket => ticket.ResponseBreached || ticket.ResponseDue <= now ? 1 : 0),
            })
            .ToListAsync(ct);
        foreach (var row in rows)
            Of(row.Key).Add(new TicketSums { Responses = row.Promised, ResponsesBroken = row.Broken });
    }

    private async Task AddOpenedAsync<TKey>(IQueryable<Ticket> opened, Expression<Func<Ticket, TKey>> by, CancellationToken ct)
    {
        var now = session.Now;
        var rows = await opened.GroupBy(by)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Promised = group.Sum(ticket => ticket.ResponseDue != null && (ticket.RespondedAt != null || ticket.ResponseDue <= now) ? 1 : 0),
                Broken = group.Sum(ticket => ticket.ResponseDue != null && (ticket.ResponseBreached || (ticket.RespondedAt == null && ticket.ResponseDue <= now)) ? 1 : 0),
                Escalated = group.Sum(ticket => ticket.EscalationLevel > 0 ? 1 : 0),
            })
            .ToListAsync(ct);
        foreach (var row in rows)
            Of(row.Key).Add(new TicketSums { Opened = row.Count, Responses = row.Promised, ResponsesBroken = row.Broken, Escalated = row.Escalated });
    }

    private async Task AddResolvedAsync<TKey>(IQueryable<Ticket> resolved, Expression<Func<Ticket, TKey>> by, CancellationToken ct)
    {
        // Instants are milliseconds in both stores, so that their differences add up.
        var rows = await resolved.GroupBy(by)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Broken = group.Sum(ticket => ticket.ResolutionBreached ? 1 : 0),
                Reopened = group.Sum(ticket => ticket.ReopenCount > 0 ? 1 : 0),
                Rated = group.Sum(ticket => ticket.Rating != null ? 1 : 0),
                Ratings = group.Sum(ticket => ticket.Rating ?? 0),
                Milliseconds = group.Sum(ticket => (long)(object)ticket.ResolvedAt! - (long)(object)ticket.CreatedAt),
            })
            .ToListAsync(ct);
        foreach (var row in rows)
            Of(row.Key).Add(new TicketSums { Resolved = row.Count, ResolutionsBroken = row.Broken, Reopened = row.Reopened, Rated = row.Rated, Ratings = row.Ratings, Milliseconds = row.Milliseconds });
    }

    /// <summary>All of a part at once: asked for by when they were resolved, a store would leave the index that holds the part for one that does not.</summary>
    private async Task CountAsync<TKey>(IQueryable<Ticket> part, Expression<Func<Ticket, TKey>> by, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var now = session.Now;
        var rows = await part.GroupBy(by)
            .Select(group => new
            {
                group.Key,
                Opened = group.Sum(ticket => ticket.CreatedAt >= start && ticket.CreatedAt < end ? 1 : 0),
                Promised = group.Sum(ticket => ticket.CreatedAt >= start && ticket.CreatedAt < end && ticket.ResponseDue != null && (ticket.RespondedAt != null || ticket.ResponseDue <= now) ? 1 : 0),
                Late = group.Sum(ticket => ticket.CreatedAt >= start && ticket.CreatedAt < end && ticket.ResponseDue != null && (ticket.ResponseBreached || (ticket.RespondedAt == null && ticket.ResponseDue <= now)) ? 1 : 0),
                Escalated = group.Sum(ticket => ticket.CreatedAt >= start && ticket.CreatedAt < end && ticket.EscalationLevel > 0 ? 1 : 0),
                Resolved = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end ? 1 : 0),
                Broken = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end && ticket.ResolutionBreached ? 1 : 0),
                Reopened = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end && ticket.ReopenCount > 0 ? 1 : 0),
                Rated = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end && ticket.Rating != null ? 1 : 0),
                Ratings = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end ? ticket.Rating ?? 0 : 0),
                Milliseconds = group.Sum(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end ? (long)(object)ticket.ResolvedAt! - (long)(object)ticket.CreatedAt : 0L),
                Backlog = group.Sum(ticket => ticket.Status != TicketStatus.Resolved ? 1 : 0),
            })
            .ToListAsync(ct);
        foreach (var row in rows.Where(row => row.Opened > 0 || row.Resolved > 0 || row.Backlog > 0))
        {
            Of(row.Key).Add(new TicketSums
            {
                Opened = row.Opened,
                Responses = row.Promised,
                ResponsesBroken = row.Late,
                Escalated = row.Escalated,
                Resolved = row.Resolved,
                ResolutionsBroken = row.Broken,
                Reopened = row.Reopened,
                Rated = row.Rated,
                Ratings = row.Ratings,
                Milliseconds = row.Milliseconds,
                Backlog = row.Backlog,
            });
        }
    }
}

/// <summary>What is counted of a group of tickets.</summary>
internal sealed class TicketSums
{
    public int Opened { get; set; }

    public int Responses { get; set; }

    public int ResponsesBroken { get; set; }

    public int Escalated { get; set; }

    public int Resolved { get; set; }

    public int ResolutionsBroken { get; set; }

    public int Reopened { get; set; }

    public int Rated { get; set; }

    public int Ratings { get; set; }

    public long Milliseconds { get; set; }

    public int Backlog { get; set; }

    public void Add(TicketSums other)
    {
        Opened += other.Opened;
        Responses += other.Responses;
        ResponsesBroken += other.ResponsesBroken;
        Escalated += other.Escalated;
        Resolved += other.Resolved;
        ResolutionsBroken += other.ResolutionsBroken;
        Reopened += other.Reopened;
        Rated += other.Rated;
        Ratings += other.Ratings;
        Milliseconds += other.Milliseconds;
        Backlog += other.Backlog;
    }

    public TicketVolumeRow Row(string? key, string? name) => new(
        key,
        name,
        Opened,
        Resolved,
        Backlog,
        Responses == 0 ? null : 1 - ((decimal)ResponsesBroken / Responses),
        Resolved == 0 ? null : 1 - ((decimal)ResolutionsBroken / Resolved),
        Resolved == 0 ? null : TimeSpan.FromMilliseconds(Milliseconds / Resolved),
        Escalated,
        Reopened,
        Rated == 0 ? null : (decimal)Ratings / Rated);
}

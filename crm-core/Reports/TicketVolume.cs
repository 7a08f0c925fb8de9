using System.Linq.Expressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>By what tickets are counted.</summary>
public enum TicketDimension
{
    Category,
    Priority,
    Assignee,
    Queue,
}

/// <summary>
/// Tickets of one group (<paramref name="Key"/>: a category, a priority, or the id of a user or queue, null for none), or of all.
/// <paramref name="FirstResponseMet"/> and <paramref name="ResolutionMet"/>: the share of promises kept, null when none fell due;
/// <paramref name="AverageResolution"/>: from opening to resolving, by the clock on the wall.
/// </summary>
public sealed record TicketVolumeRow(
    string? Key, string? Name, int Opened, int Resolved, int Backlog, decimal? FirstResponseMet, decimal? ResolutionMet, TimeSpan? AverageResolution, int Escalated, int Reopened, decimal? AverageRating);

public sealed record TicketVolumeReport(TicketVolumeRow Total, IReadOnlyList<TicketVolumeRow> Groups);

/// <summary>How many tickets came and went in a period, how promises were kept and what customers said of it. Tickets merged into others do not count.</summary>
[Requires(Permissions.ServiceReports)]
public sealed record TicketVolume : Query<TicketVolumeReport>
{
    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    public TicketDimension By { get; init; } = TicketDimension.Category;

    /// <summary>Only tickets of this assignee.</summary>
    public long? AssigneeId { get; init; }

    /// <summary>Only tickets assigned to this team's members.</summary>
    public long? TeamId { get; init; }

    protected internal override async Task<Result<TicketVolumeReport>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var scope = await ReportScope.OfAsync(session, AssigneeId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var period = Period.Of(session, From, To);
        if (!period.Ok)
            return period.Failure;
        var check = new Checks();
        check.Known((TicketDimension?)By, "by");
        if (check.Failure is { } failure)
            return failure;

        var (start, end) = (period.Value.Start, period.Value.End);
        var tickets = session.Db.Tickets.AsNoTracking().VisibleTo(session.Actor, session.Db).Where(ticket => ticket.MergedIntoId == null);
        if (scope.Value.People is { } people)
            tickets = tickets.Where(ticket => ticket.AssigneeId != null && people.Contains(ticket.AssigneeId.Value));
        var groups = By switch
        {
            TicketDimension.Priority => await GroupsAsync(tickets, session.Now, start, end, ticket => ticket.Priority, ct),
            TicketDimension.Assignee => await GroupsAsync(tickets, session.Now, start, end, ticket => ticket.AssigneeId, ct),
            TicketDimension.Queue => await GroupsAsync(tickets, session.Now, start, end, ticket => ticket.QueueId, ct),
            _ => await GroupsAsync(tickets, session.Now, start, end, ticket => ticket.Category, ct),
        };
        var names = await NamesAsync(session, ct);
        var total = new Sums();
        foreach (var sums in groups.Values)
            total.Add(sums);
        return new TicketVolumeReport(
            total.Row(null, null),
            [.. groups.Select(pair => pair.Value.Row(pair.Key.Text, pair.Key.Text is { } key ? names(key) : null)).OrderByDescending(row => row.Opened + row.Backlog).ThenBy(row => row.Key, StringComparer.Ordinal)]);
    }

    private async Task<Func<string, string?>> NamesAsync(CrmSession session, CancellationToken ct)
    {
        if (By == TicketDimension.Assignee)
        {
            var directory = await session.DirectoryAsync(ct);
            return id => directory.Find(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture))?.Name;
        }
        if (By == TicketDimension.Queue)
        {
            var queues = await session.Db.Queues.ToDictionaryAsync(queue => queue.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), queue => queue.Name, ct);
            return id => queues.GetValueOrDefault(id);
        }
        return _ => null;
    }

    private static async Task<Dictionary<Group, Sums>> GroupsAsync<TKey>(IQueryable<Ticket> tickets, DateTimeOffset now, DateTimeOffset start, DateTimeOffset end, Expression<Func<Ticket, TKey>> by, CancellationToken ct)
    {
        var groups = new Dictionary<Group, Sums>();
        Sums Of(TKey key)
        {
            var text = key switch { null => null, Enum member => member.ToString().ToLowerInvariant(), IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture), _ => key.ToString() };
            return groups.TryGetValue(text, out var known) ? known : groups[text] = new Sums();
        }

        var opened = await tickets.Where(ticket => ticket.CreatedAt >= start && ticket.CreatedAt < end).GroupBy(by)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Promised = group.Sum(ticket => ticket.ResponseDue != null && (ticket.RespondedAt != null || ticket.ResponseDue <= now) ? 1 : 0),
                Broken = group.Sum(ticket => ticket.ResponseDue != null && (ticket.ResponseBreached || (ticket.RespondedAt == null && ticket.ResponseDue <= now)) ? 1 : 0),
                Escalated = group.Sum(ticket => ticket.EscalationLevel > 0 ? 1 : 0),
            })
            .ToListAsync(ct);
        foreach (var row in opened)
        {
            var sums = Of(row.Key);
            (sums.Opened, sums.Responses, sums.ResponsesBroken, sums.Escalated) = (row.Count, row.Promised, row.Broken, row.Escalated);
        }

        // Instants are milliseconds in both stores, so that their differences add up.
        var resolved = await tickets.Where(ticket => ticket.ResolvedAt >= start && ticket.ResolvedAt < end).GroupBy(by)
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
        foreach (var row in resolved)
        {
            var sums = Of(row.Key);
            (sums.Resolved, sums.ResolutionsBroken, sums.Reopened, sums.Rated, sums.Ratings, sums.Milliseconds) = (row.Count, row.Broken, row.Reopened, row.Rated, row.Ratings, row.Milliseconds);
        }

        foreach (var row in await tickets.Where(ticket => ticket.Status != TicketStatus.Resolved).GroupBy(by).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
            Of(row.Key).Backlog = row.Count;
        return groups;
    }

    /// <summary>A key that may be missing, in a dictionary.</summary>
    private readonly record struct Group(string? Text)
    {
        public static implicit operator Group(string? text) => new(text);

        public static implicit operator string?(Group group) => group.Text;
    }

    private sealed class Sums
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

        public void Add(Sums other)
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
}

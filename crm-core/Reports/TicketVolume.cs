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

        var parts = session.Db.Tickets.AsNoTracking().VisibleApart(session.Actor).Select(part => part.Where(ticket => ticket.MergedIntoId == null)).ToList();
        if (scope.Value.People is { } people)
            parts = parts.ConvertAll(part => part.Where(ticket => ticket.AssigneeId > 0 && people.Contains(ticket.AssigneeId.Value)));
        var counting = new TicketCounting(session, parts, scope.Value.People is null && session.Actor.Owners is null, period.Value);
        var groups = By switch
        {
            TicketDimension.Priority => await counting.GroupsAsync(TicketBlock.Priority, ticket => ticket.Priority, ct),
            TicketDimension.Assignee => await counting.GroupsAsync(TicketBlock.Assignee, ticket => ticket.AssigneeId, ct),
            TicketDimension.Queue => await counting.GroupsAsync(TicketBlock.Queue, ticket => ticket.QueueId, ct),
            _ => await counting.GroupsAsync(TicketBlock.Category, ticket => ticket.Category, ct),
        };
        var names = await NamesAsync(session, ct);
        var total = new TicketSums();
        foreach (var sums in groups.Values)
            total.Add(sums);
        return new TicketVolumeReport(
            total.Row(null, null),
            [.. groups.Select(pair => pair.Value.Row(pair.Key.Length == 0 ? null : pair.Key, pair.Key.Length == 0 ? null : names(pair.Key))).OrderByDescending(row => row.Opened + row.Backlog).ThenBy(row => row.Key, StringComparer.Ordinal)]);
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
}

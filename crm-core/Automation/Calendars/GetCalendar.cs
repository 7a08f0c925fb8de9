using BotCrm.Core.Access;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Something in a calendar. <paramref name="Day"/>: it takes the whole day. <paramref name="Kind"/>: task or interaction.</summary>
public sealed record CalendarItem(
    string Kind, long Id, string Title, string? About, DateTimeOffset Start, DateTimeOffset End, DateOnly? Day, bool Done, int? RemindBefore, DateTimeOffset UpdatedAt, int Version);

/// <summary>The actor's own tasks with a due time, and meetings and visits, from three months back to a year ahead (at most two thousand).</summary>
[Requires(Permissions.TasksRead)]
public sealed record GetCalendar : Query<IReadOnlyList<CalendarItem>>
{
    private const int Most = 1000;
    private static readonly TimeSpan TaskLength = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan MeetingLength = TimeSpan.FromHours(1);

    protected internal override async Task<Result<IReadOnlyList<CalendarItem>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var (self, zone, from, to) = (session.Actor.UserId, session.Actor.TimeZone, session.Now.AddDays(-90), session.Now.AddDays(366));
        var tasks = await TaskRows.Of(session).Where(row => row.Task.AssigneeId == self && row.Task.Due >= from && row.Task.Due < to)
            .OrderBy(row => row.Task.Due).ThenBy(row => row.Task.Id).Take(Most).ToListAsync(ct);
        var items = tasks.ConvertAll(row => new CalendarItem(
            Kinds.Task, row.Task.Id, row.Task.Title, row.CustomerName, row.Task.Due!.Value, row.Task.Due.Value + TaskLength,
            row.Task.DueAllDay ? TaskTimes.DayOf(row.Task.Due.Value, zone) : null, row.Task.Done, row.Task.RemindBefore, row.Task.UpdatedAt, row.Task.Version));
        var meetings = await session.Db.Interactions.AsNoTracking().VisibleTo(session.Actor, session.Db)
            .Where(one => one.AuthorId == self && (one.Kind == InteractionKind.Meeting || one.Kind == InteractionKind.Visit) && one.When >= from && one.When < to)
            .Join(session.Db.Customers, one => one.CustomerId, customer => customer.Id, (one, customer) => new { one, customer.Name })
            .OrderByDescending(row => row.one.When).Take(Most).ToListAsync(ct);
        items.AddRange(meetings.Select(row => new CalendarItem(
            Kinds.Interaction, row.one.Id, row.one.Summary.Length <= 200 ? row.one.Summary : row.one.Summary[..200], row.Name, row.one.When,
            row.one.When + (row.one.DurationMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : MeetingLength), null, true, null, row.one.CreatedAt, row.one.Version)));
        return items;
    }
}

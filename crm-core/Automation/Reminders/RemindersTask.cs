using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Tells people of their tasks when it is time. Telling and moving the task's reminder on are one transaction.</summary>
internal sealed class RemindersTask(Crm crm) : IBackgroundTask
{
    private const int Batch = 200;

    /// <summary>What nobody could be told for so long (a long standstill, data from elsewhere) is left to the list of overdue tasks.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(2);

    private static readonly Origin Origin = new(RuleScan.Channel);

    public string Name => "reminders";

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using (var look = await crm.OpenReadAsync(Actor.System, Origin, ct))
        {
            if (!await look.Db.Tasks.AnyAsync(task => task.RemindAt <= now, ct))
                return false;
        }
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        var db = session.Db;
        var due = await db.Tasks.AsNoTracking().Where(task => task.RemindAt != null && task.RemindAt <= now).OrderBy(task => task.RemindAt).Take(Batch).ToListAsync(ct);
        foreach (var task in due)
        {
            var (id, at) = (task.Id, task.RemindAt);
            var next = await TaskReminders.NextAsync(db, task, now, ct);
            var mine = await db.Tasks.Where(one => one.Id == id && one.RemindAt == at).ExecuteUpdateAsync(set => set.SetProperty(one => one.RemindAt, next), ct);
            if (mine == 0 || task.Done || at < now - TooLate)
                continue;
            var early = task.Due is { } when && !task.DueAllDay && when > now ? (int)Math.Ceiling((when - now).TotalMinutes) : 0;
            var data = new Dictionary<string, string>();
            if (task.Due is { } instant)
                data[task.DueAllDay ? "day" : "at"] = task.DueAllDay ? await DayAsync(session, task, instant, ct) : instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (early > 0)
                data["minutes"] = early.ToString(CultureInfo.InvariantCulture);
            await session.NotifyAsync(task.AssigneeId, early > 0 ? "task_soon" : "task_due", (Kinds.Task, task.Id), data, ct: ct);
        }
        await session.CommitAsync(ct);
        return due.Count == Batch;
    }

    private static async Task<string> DayAsync(CrmSession session, CrmTask task, DateTimeOffset midnight, CancellationToken ct) =>
        TaskTimes.DayOf(midnight, TaskTimes.Zone((await session.DirectoryAsync(ct))[task.AssigneeId].TimeZone)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

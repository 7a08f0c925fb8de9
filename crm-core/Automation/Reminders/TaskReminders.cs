using BotCrm.Core.Storage;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Automation;

/// <summary>
/// Keeps <see cref="CrmTask.RemindAt"/> in step with the task, whoever changed it (a command, an undo): some minutes before the due time when
/// asked, and at the due time; for a whole day when its assignee's working day starts. What has passed already is not reminded of.
/// </summary>
internal static class TaskReminders
{
    private static readonly string[] Matter = [nameof(CrmTask.Due), nameof(CrmTask.DueAllDay), nameof(CrmTask.Done), nameof(CrmTask.AssigneeId), nameof(CrmTask.RemindBefore)];

    /// <summary>Whether a task about to be saved needs its reminder set anew.</summary>
    public static bool Concerns(EntityEntry entry) => entry.Entity is CrmTask
        && (entry.State == EntityState.Added || (entry.State == EntityState.Modified && Matter.Any(name => entry.Property(name).IsModified)));

    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<CrmTask> tasks, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var task in tasks)
        {
            var next = await NextAsync(db, task, now, ct);
            if (next != task.RemindAt)
                await SetAsync(db, task, next, ct);
        }
    }

    /// <summary>The next moment after <paramref name="after"/> at which to remind of a task; null: never again.</summary>
    public static async Task<DateTimeOffset?> NextAsync(CrmDbContext db, CrmTask task, DateTimeOffset after, CancellationToken ct)
    {
        if (task.Done || task.Due is not { } due)
            return null;
        if (task.DueAllDay)
            due = await MorningAsync(db, task, due, ct);
        if (task.RemindBefore is { } minutes && due.AddMinutes(-minutes) is var early && early > after)
            return early;
        return due > after ? due : null;
    }

    public static async Task SetAsync(CrmDbContext db, CrmTask task, DateTimeOffset? at, CancellationToken ct)
    {
        var id = task.Id;
        await db.Tasks.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.RemindAt, at), ct);
        var entry = db.Entry(task);
        if (entry.State is EntityState.Detached or EntityState.Deleted)
            return;
        var derived = entry.Property(one => one.RemindAt);
        derived.OriginalValue = derived.CurrentValue = at;
    }

    private static async Task<DateTimeOffset> MorningAsync(CrmDbContext db, CrmTask task, DateTimeOffset midnight, CancellationToken ct)
    {
        var assignee = task.AssigneeId;
        var zone = TaskTimes.Zone(await db.Users.Where(user => user.Id == assignee).Select(user => user.TimeZone).SingleAsync(ct));
        var start = await db.NotificationSettings.Where(row => row.UserId == assignee).Select(row => row.DayStart).SingleOrDefaultAsync(ct);
        var hours = new WorkingHours(zone, start is { } minutes ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minutes)) : WorkingHours.DefaultDayStart, null, null, null);
        return hours.StartOfWork(TaskTimes.DayOf(midnight, zone));
    }
}

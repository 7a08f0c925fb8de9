using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;

namespace BotCrm.Bot.Api.Tasks;

/// <summary>The time zones of tasks' assignees: an all-day task is due on a day of its assignee's calendar.</summary>
internal sealed class TaskZones
{
    private readonly Dictionary<long, TimeZoneInfo> zones = [];

    public static async Task<TaskZones> LoadAsync(ApiCall call, IEnumerable<TaskView> tasks, CancellationToken ct)
    {
        var loaded = new TaskZones();
        foreach (var task in tasks.Where(static task => task.Due is not null).DistinctBy(static task => task.AssigneeId))
        {
            // An inactive user is no actor any more, but still has a calendar.
            var zone = await call.Crm.FindActorByLoginAsync(task.AssigneeLogin, ct) is { } actor
                ? actor.TimeZone
                : await call.AskAsync(new GetUser { Id = task.AssigneeId }, ct) is { Ok: true } user && TimeZoneInfo.TryFindSystemTimeZoneById(user.Value.TimeZone, out var found)
                    ? found
                    : TimeZoneInfo.Utc;
            loaded.zones[task.AssigneeId] = zone;
        }

        return loaded;
    }

    public DueValue? Due(TaskView task)
    {
        if (task.Due is not { } due)
            return null;

        var local = TimeZoneInfo.ConvertTime(due, zones.GetValueOrDefault(task.AssigneeId, TimeZoneInfo.Utc));
        return task.DueAllDay ? new DueValue(DateOnly.FromDateTime(local.DateTime), null) : new DueValue(null, local);
    }
}

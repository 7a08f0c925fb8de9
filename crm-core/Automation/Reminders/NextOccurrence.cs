using BotCrm.Core.Tasks;

namespace BotCrm.Core.Automation;

/// <summary>Completing a task that comes again makes the next one, in the same change: an undo takes both back.</summary>
internal static class NextOccurrence
{
    public static async Task AddAsync(CrmSession session, CrmTask done, CancellationToken ct)
    {
        if (Recurrence.Read(done.Recurrence) is not { } recurrence || done.Due is not { } due)
            return;
        var zone = TaskTimes.Zone((await session.DirectoryAsync(ct))[done.AssigneeId].TimeZone);
        if (recurrence.Next(TaskTimes.DayOf(due, zone), TaskTimes.DayOf(session.Now, zone), session.Options.Service.CalendarOf(null)) is not { } next)
            return;
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, zone).DateTime);
        session.Db.Tasks.Add(new CrmTask
        {
            Id = await session.NewIdAsync(ct),
            Title = done.Title,
            Due = done.DueAllDay ? TaskTimes.StartOf(next.Day, zone) : new WorkingHours(zone, default, null, null, null).At(next.Day, time),
            DueAllDay = done.DueAllDay,
            AssigneeId = done.AssigneeId,
            CreatedById = done.CreatedById,
            CustomerId = done.CustomerId,
            OpportunityId = done.OpportunityId,
            TicketId = done.TicketId,
            RemindBefore = done.RemindBefore,
            Recurrence = next.Remaining.Text(),
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        });
    }
}

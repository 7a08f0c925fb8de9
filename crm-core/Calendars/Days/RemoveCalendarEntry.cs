using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Calendars.Days;

/// <summary>Takes a written holiday, working day or change of hours away; by its id, or the newest that covers a day.</summary>
[Requires(Permissions.SettingsManage)]
public sealed record RemoveCalendarEntry : Command<CalendarEntryView>
{
    public long? Id { get; init; }

    public DateOnly? Day { get; init; }

    /// <summary>Of this calendar only, together with <see cref="Day"/>.</summary>
    public string? Calendar { get; init; }

    protected internal override async Task<Result<CalendarEntryView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Require(Id is null != Day is null, "required", "Give either id or day.", "day");
        var calendar = Calendar is null ? null : (await CompanyCalendars.MeantAsync(session, check, Calendar, ct))?.Code;
        if (check.Failure is { } failure)
            return failure;
        var entries = session.Db.CalendarEntries.Where(entry => Id != null ? entry.Id == Id : entry.FirstDay <= Day && entry.LastDay >= Day);
        if (calendar is not null)
            entries = entries.Where(entry => entry.Calendar == calendar);
        if (await entries.OrderByDescending(entry => entry.Id).FirstOrDefaultAsync(ct) is not { } entry)
        {
            return Id is { } id
                ? Failure.NotFound(Kinds.CalendarEntry, id)
                : new Failure("no_such_calendar_day", FailureKind.NotFound, "No holiday was written down for this day; a configured one is made a working day instead.")
                {
                    Data = new Dictionary<string, string> { ["day"] = $"{Day:yyyy-MM-dd}" },
                };
        }
        var view = CompanyCalendars.View(entry);
        session.Db.Remove(entry);
        await session.SaveAsync(ct);
        session.ForgetCalendars();
        return view;
    }
}

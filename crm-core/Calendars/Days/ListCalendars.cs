using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Calendars.Days;

/// <summary>The calendars with their usual hours, the days off to come, and what was written down over the configuration.</summary>
[Requires(Permissions.SettingsRead)]
public sealed record ListCalendars : Query<IReadOnlyList<CalendarView>>
{
    protected internal override async Task<Result<IReadOnlyList<CalendarView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var service = session.Options.Service;
        var entries = await session.Db.CalendarEntries.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync(ct);
        var standard = service.CalendarOf(null).Code;
        var views = new List<CalendarView>();
        foreach (var configured in service.Calendars)
        {
            var calendar = await session.CalendarAsync(configured.Code, ct);
            views.Add(new CalendarView(
                calendar.Code, calendar.Zone.Id, calendar.Code == standard, calendar.Week, calendar.HolidaysFrom(session.CompanyToday),
                [.. entries.Where(entry => entry.Calendar == calendar.Code).Select(CompanyCalendars.View)]));
        }
        return views;
    }
}

using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Calendars.Days;

/// <summary>The configured calendars with what was written down over them.</summary>
internal static class CompanyCalendars
{
    /// <summary>More are no calendar but a mistake, and each promise reads them all.</summary>
    public const int MostEntries = 1000;

    public static async Task<BusinessCalendar> ReadAsync(CrmSession session, string? code, CancellationToken ct)
    {
        var configured = session.Options.Service.CalendarOf(code);
        var entries = await session.Db.CalendarEntries.AsNoTracking().Where(entry => entry.Calendar == configured.Code).OrderBy(entry => entry.Id).ToListAsync(ct);
        return entries.Count == 0 ? configured : configured.With([.. entries.Select(Change)]);
    }

    /// <summary>The calendar that is meant: the one named; else the one in use where the speaker lives; else the standard one.</summary>
    public static async Task<BusinessCalendar?> MeantAsync(CrmSession session, Checks check, string? code, CancellationToken ct)
    {
        var service = session.Options.Service;
        if (check.Optional(code, Limits.Code, "calendar") is { } said)
        {
            if (service.Find(said) is { } named)
                return named;
            var allowed = string.Join(", ", service.Calendars.Select(one => one.Code));
            check.Fail("unknown_value", $"calendar must be one of: {allowed}.", "calendar", ("value", said), ("allowed", allowed));
            return null;
        }
        var standard = service.CalendarOf(null);
        var used = await session.Db.Queues.Where(queue => queue.Calendar != null).OrderBy(queue => queue.Id).Select(queue => queue.Calendar).Distinct().ToListAsync(ct);
        return standard.Zone.Id == session.Actor.TimeZone.Id
            ? standard
            : used.Select(service.Find).FirstOrDefault(one => one?.Zone.Id == session.Actor.TimeZone.Id) ?? standard;
    }

    /// <summary>The hours as they are kept; empty: closed.</summary>
    public static string Hours(Checks check, string? given)
    {
        var text = check.Optional(given, Limits.Name, "hours") ?? "";
        if (text.Length > 0 && OpenHours.Parse(text) is null)
            check.Fail("wrong_hours", "hours must be stretches that do not overlap, such as 09:00-12:00,13:00-18:00; empty: closed.", "hours", ("value", text));
        return text;
    }

    public static async Task<Result<CalendarEntryView>> AddAsync(CrmSession session, CalendarEntry entry, CancellationToken ct)
    {
        if (await session.Db.CalendarEntries.CountAsync(one => one.Calendar == entry.Calendar, ct) >= MostEntries)
            return Failure.Conflict("too_many_calendar_entries", $"A calendar takes at most {MostEntries} entries; remove old ones first.");
        entry.Id = await session.NewIdAsync(ct);
        entry.CreatedAt = session.Now;
        session.Db.CalendarEntries.Add(entry);
        try
        {
            _ = session.Options.Service.CalendarOf(entry.Calendar).With([.. (await session.Db.CalendarEntries.AsNoTracking().Where(one => one.Calendar == entry.Calendar).OrderBy(one => one.Id).ToListAsync(ct)).Append(entry).Select(Change)]);
        }
        catch (ArgumentException)
        {
            return Failure.Conflict("calendar_without_hours", "The calendar would have no hours on any weekday, and nothing would ever be due; leave one open.");
        }
        await session.SaveAsync(ct);
        session.ForgetCalendars();
        return View(entry);
    }

    public static CalendarEntryView View(CalendarEntry entry) =>
        new(entry.Id, entry.Calendar, entry.FirstDay, entry.LastDay, Days(entry.Weekdays), entry.Hours, entry.Name, entry.Version);

    public static CalendarChange Change(CalendarEntry entry) => new(entry.FirstDay, entry.LastDay, Days(entry.Weekdays), OpenHours.Parse(entry.Hours) ?? []);

    private static IReadOnlyList<DayOfWeek> Days(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Enum.Parse<DayOfWeek>(name))];
}

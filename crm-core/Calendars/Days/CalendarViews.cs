namespace BotCrm.Core.Calendars.Days;

/// <param name="Hours">Empty: closed.</param>
/// <param name="Weekdays">The weekdays whose usual hours these are; empty for days.</param>
public sealed record CalendarEntryView(long Id, string Calendar, DateOnly? From, DateOnly? To, IReadOnlyList<DayOfWeek> Weekdays, string Hours, string? Name, int Version);

/// <param name="Standard">It counts where a queue names none.</param>
/// <param name="Week">The usual hours of each weekday that has any.</param>
/// <param name="Holidays">Days off from today on, the configured and the written ones.</param>
/// <param name="Entries">What was written down, the newest last.</param>
public sealed record CalendarView(
    string Code, string TimeZone, bool Standard, IReadOnlyDictionary<DayOfWeek, string> Week, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<CalendarEntryView> Entries);

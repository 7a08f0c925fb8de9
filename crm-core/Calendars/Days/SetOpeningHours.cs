using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Calendars.Days;

/// <summary>Sets the usual hours of some weekdays in place of the ones so far. What is promised from then on keeps to them.</summary>
[Requires(Permissions.SettingsManage)]
public sealed record SetOpeningHours : Command<CalendarEntryView>
{
    /// <summary>Code of the calendar; the one of the actor's time zone, else the standard one, when not given.</summary>
    public string? Calendar { get; init; }

    /// <summary>Monday to Friday when none are given.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Such as <c>09:00-12:00,13:00-18:00</c>; empty: closed.</summary>
    public required string Hours { get; init; }

    protected internal override async Task<Result<CalendarEntryView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var calendar = await CompanyCalendars.MeantAsync(session, check, Calendar, ct);
        var hours = CompanyCalendars.Hours(check, Hours);
        foreach (var day in Weekdays)
            check.Require(Enum.IsDefined(day), "unknown_value", "weekdays must be from Sunday to Saturday.", "weekdays");
        if (check.Failure is { } failure)
            return failure;
        IEnumerable<DayOfWeek> days = Weekdays.Count > 0 ? Weekdays.Distinct() : [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        return await CompanyCalendars.AddAsync(session, new CalendarEntry { Calendar = calendar!.Code, Weekdays = string.Join(' ', days), Hours = hours }, ct);
    }
}

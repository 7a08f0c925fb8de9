using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Calendars.Days;

/// <summary>
/// Writes down a holiday, or that some days are worked. What is promised from then on keeps to it; what was promised before stays as it was
/// until it is promised anew.
/// </summary>
[Requires(Permissions.SettingsManage)]
public sealed record AddCalendarDays : Command<CalendarEntryView>
{
    private const int MostDays = 366;

    /// <summary>Code of the calendar; the one of the actor's time zone, else the standard one, when not given.</summary>
    public string? Calendar { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day; the first when not given.</summary>
    public DateOnly? To { get; init; }

    /// <summary>True: these days are worked. False: nobody works on them.</summary>
    public bool Worked { get; init; }

    /// <summary>Of days that are worked, such as <c>09:00-12:00,13:00-18:00</c>; the calendar's usual ones when not given.</summary>
    public string? Hours { get; init; }

    public string? Name { get; init; }

    protected internal override async Task<Result<CalendarEntryView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var calendar = await CompanyCalendars.MeantAsync(session, check, Calendar, ct);
        var last = To ?? From;
        check.Day(From, "from");
        check.Day(last, "to");
        check.Require(last >= From, "to_before_from", "to must not be before from.", "to");
        check.Require(last.DayNumber - From.DayNumber < MostDays, "too_many_days", "At most a year at once.", "to");
        check.Require(Worked || string.IsNullOrWhiteSpace(Hours), "hours_of_a_holiday", "A holiday has no hours; say that the day is worked.", "hours");
        var hours = CompanyCalendars.Hours(check, Hours);
        var name = check.Optional(Name, Limits.Name, "name");
        if (check.Failure is { } failure)
            return failure;
        if (Worked && hours.Length == 0)
            hours = (await session.CalendarAsync(calendar!.Code, ct)).UsualHours;
        return await CompanyCalendars.AddAsync(session, new CalendarEntry { Calendar = calendar!.Code, FirstDay = From, LastDay = last, Hours = hours, Name = name }, ct);
    }
}

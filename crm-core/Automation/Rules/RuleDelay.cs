using BotCrm.Core.Calendars;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;

namespace BotCrm.Core.Automation;

/// <summary>When a rule acts on what came true. Working time is the hours and working days of the company's calendar, where the record's owner lives.</summary>
internal static class RuleDelay
{
    public static async ValueTask<DateTimeOffset> AfterAsync(CrmSession session, Rule rule, DateTimeOffset at, Person? owner, CancellationToken ct)
    {
        var delay = TimeSpan.FromMinutes(rule.DelayMinutes);
        if (!rule.BusinessDelay)
            return at + delay;
        var calendar = await session.CalendarAsync(null, ct);
        return Working(owner is null ? calendar : calendar.In(TaskTimes.Zone(owner.TimeZone)), at, delay);
    }

    /// <summary>No delay at all still waits for the work to begin.</summary>
    public static DateTimeOffset Working(BusinessCalendar calendar, DateTimeOffset at, TimeSpan delay) =>
        delay > TimeSpan.Zero ? calendar.Add(at, delay) : calendar.IsOpen(at) ? at : calendar.Add(at, TimeSpan.FromTicks(1)).AddTicks(-1);
}

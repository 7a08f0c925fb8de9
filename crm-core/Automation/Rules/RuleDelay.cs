using BotCrm.Core.Tasks;
using BotCrm.Core.Users;

namespace BotCrm.Core.Automation;

/// <summary>When a rule acts on what came true. Working time is Monday to Friday, nine to six, where the record's owner lives.</summary>
internal static class RuleDelay
{
    private static readonly TimeOnly From = new(9, 0);
    private static readonly TimeOnly To = new(18, 0);

    public static DateTimeOffset After(Rule rule, DateTimeOffset at, Person? owner)
    {
        var delay = TimeSpan.FromMinutes(rule.DelayMinutes);
        return rule.BusinessDelay ? Working(at, delay, TaskTimes.Zone(owner?.TimeZone ?? "UTC")) : at + delay;
    }

    public static DateTimeOffset Working(DateTimeOffset at, TimeSpan delay, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        while (true)
        {
            var start = Later(local, local.Date + From.ToTimeSpan());
            var end = local.Date + To.ToTimeSpan();
            if (local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && start < end)
            {
                if (start + delay <= end)
                    return Instant(start + delay, zone);
                delay -= end - start;
            }
            local = local.Date.AddDays(1);
        }
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTimeOffset Instant(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}

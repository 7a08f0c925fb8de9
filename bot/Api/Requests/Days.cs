namespace BotCrm.Bot.Api.Requests;

internal static class Days
{
    /// <summary>When a day begins in a zone. Where the clocks are put forward at midnight, that is the first minute there is.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Near the ends of the calendar an offset may lead out of it.
        var offset = zone.GetUtcOffset(midnight);
        return midnight.Ticks - offset.Ticks < 0 ? DateTimeOffset.MinValue : new DateTimeOffset(midnight, offset);
    }
}

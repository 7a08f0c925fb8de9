namespace BotCrm.Core.Automation;

/// <summary>Days that are over. A scan goes by the zone where days end first; when to act is told by the owner's own morning.</summary>
internal static class DayPast
{
    private static readonly TimeSpan FarthestEast = TimeSpan.FromHours(14);

    /// <summary>When a day is over somewhere.</summary>
    public static DateTimeOffset OverAt(DateOnly day) => new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) - FarthestEast;

    /// <summary>The last day that is over somewhere at an instant.</summary>
    public static DateOnly LastOver(DateTimeOffset at) => DateOnly.FromDateTime((at + FarthestEast).UtcDateTime).AddDays(-1);

    public static async Task<DateTimeOffset> MorningAfterAsync(CrmSession session, DateOnly day, long userId, CancellationToken ct)
    {
        var next = day.AddDays(1);
        return (await session.DirectoryAsync(ct)).Find(userId) is { } person
            ? (await WorkingHours.OfAsync(session, person, ct)).StartOfWork(next)
            : new DateTimeOffset(next, WorkingHours.DefaultDayStart, TimeSpan.Zero);
    }
}

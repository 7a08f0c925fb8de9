using BotCrm.Core.Tasks;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>When a person works and when a person wants peace, in that person's own time zone.</summary>
internal sealed record WorkingHours(TimeZoneInfo Zone, TimeOnly DayStart, TimeOnly? QuietFrom, TimeOnly? QuietTo, TimeOnly? DigestAt)
{
    public static readonly TimeOnly DefaultDayStart = new(9, 0);
    public static readonly TimeOnly DefaultDigest = new(8, 30);

    public static async Task<WorkingHours> OfAsync(CrmSession session, Person person, CancellationToken ct)
    {
        var id = person.Id;
        var kept = await session.Db.NotificationSettings.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == id, ct);
        return Of(person, kept);
    }

    public static WorkingHours Of(Person person, NotificationSettings? kept) => new(
        TaskTimes.Zone(person.TimeZone),
        kept?.DayStart is { } start ? Clock(start) : DefaultDayStart,
        kept?.QuietFrom is { } from ? Clock(from) : null,
        kept?.QuietTo is { } to ? Clock(to) : null,
        kept is null ? DefaultDigest : kept.DigestAt is { } digest ? Clock(digest) : null);

    /// <summary>The instant itself, or the end of the quiet hours that it falls into.</summary>
    public DateTimeOffset AfterQuiet(DateTimeOffset at)
    {
        if (QuietFrom is not { } from || QuietTo is not { } to || from == to)
            return at;
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        // IsBetween also reads hours over midnight: 22:00 to 07:00.
        if (!time.IsBetween(from, to))
            return at;
        var day = DateOnly.FromDateTime(local.DateTime);
        return At(time < to ? day : day.AddDays(1), to);
    }

    /// <summary>A time of a day where the person lives; one that clocks skip is the first after it.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var wall = day.ToDateTime(time);
        while (Zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(15);
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    public DateTimeOffset StartOfWork(DateOnly day) => At(day, DayStart);

    private static TimeOnly Clock(int minutes) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minutes));
}

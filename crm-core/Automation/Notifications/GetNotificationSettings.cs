using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>When a user is told things. <paramref name="DigestAt"/>: null, no morning digest.</summary>
public sealed record NotificationSettingsView(TimeOnly DayStart, TimeOnly? QuietFrom, TimeOnly? QuietTo, TimeOnly? DigestAt)
{
    internal static NotificationSettingsView Of(NotificationSettings? kept) => kept is null
        ? new NotificationSettingsView(WorkingHours.DefaultDayStart, null, null, WorkingHours.DefaultDigest)
        : new NotificationSettingsView(Time(kept.DayStart) ?? WorkingHours.DefaultDayStart, Time(kept.QuietFrom), Time(kept.QuietTo), Time(kept.DigestAt));

    private static TimeOnly? Time(int? minutes) => minutes is { } some ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(some)) : null;
}

/// <summary>The actor's own settings.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record GetNotificationSettings : Query<NotificationSettingsView>
{
    protected internal override async Task<Result<NotificationSettingsView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        return NotificationSettingsView.Of(await session.Db.NotificationSettings.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == self, ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The actor's own wishes: when the working day starts, quiet hours, the morning digest. Null leaves one as it is.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record ChangeNotificationSettings : Command<NotificationSettingsView>
{
    public TimeOnly? DayStart { get; init; }

    public TimeOnly? QuietFrom { get; init; }

    public TimeOnly? QuietTo { get; init; }

    public TimeOnly? DigestAt { get; init; }

    /// <summary>quiet: no quiet hours; digest: no morning digest; dayStart: as usual.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    protected internal override async Task<Result<NotificationSettingsView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        var check = new Checks();
        check.Clearable(Clear, "quiet", "digest", "dayStart");
        var kept = await session.Db.NotificationSettings.SingleOrDefaultAsync(row => row.UserId == self, ct);
        var (from, to) = (QuietFrom is { } f ? Minutes(f) : kept?.QuietFrom, QuietTo is { } t ? Minutes(t) : kept?.QuietTo);
        if (!Clear.Contains("quiet") && (from is null) != (to is null))
            check.Fail("quiet_hours_incomplete", "Quiet hours need both: from when and until when.", from is null ? "quietFrom" : "quietTo");
        if (check.Failure is { } wrong)
            return wrong;
        if (kept is null)
        {
            kept = new NotificationSettings { Id = await session.NewIdAsync(ct), UserId = self, DigestAt = Minutes(WorkingHours.DefaultDigest) };
            session.Db.NotificationSettings.Add(kept);
        }
        (kept.QuietFrom, kept.QuietTo) = Clear.Contains("quiet") ? (null, null) : (from, to);
        kept.DigestAt = Clear.Contains("digest") ? null : DigestAt is { } digest ? Minutes(digest) : kept.DigestAt;
        kept.DayStart = Clear.Contains("dayStart") ? null : DayStart is { } start ? Minutes(start) : kept.DayStart;
        await session.SaveAsync(ct);
        return NotificationSettingsView.Of(kept);
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Automation;

/// <summary>The actor's own notifications that are due, newest first.</summary>
[Requires(Permissions.NotificationsRead)]
public sealed record ListNotifications : Query<Page<NotificationView>>
{
    private static readonly Sorts<Notification> Order = new Sorts<Notification>(row => row.Id).By("created", row => row.Id);

    /// <summary>True: only those not seen yet.</summary>
    public bool Unseen { get; init; }

    public Paging Paging { get; init; } = new(Descending: true);

    protected internal override async Task<Result<Page<NotificationView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var (self, now) = (session.Actor.UserId, session.Now);
        var rows = session.Db.Notifications.Where(row => row.UserId == self && row.DeliverAt <= now);
        if (Unseen)
            rows = rows.Where(row => row.SeenAt == null);
        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<NotificationView>(await NotificationRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

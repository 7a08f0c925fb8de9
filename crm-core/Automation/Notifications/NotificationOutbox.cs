using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>A notification that a channel has taken to deliver.</summary>
public sealed record TakenNotification(Actor Recipient, NotificationView Notification);

/// <summary>
/// The door channels deliver from, at least once: take what is due for the people they can reach, say it, mark it delivered. What was taken
/// but not marked (the process died between) is given out again after <see cref="ClaimLife"/>. What one channel has delivered, no other repeats.
/// </summary>
public sealed class NotificationOutbox
{
    /// <summary>Older ones are no longer pushed, only listed.</summary>
    public static readonly TimeSpan PushedFor = TimeSpan.FromDays(14);

    public static readonly TimeSpan ClaimLife = TimeSpan.FromMinutes(1);

    private const int PeopleAtOnce = 100;

    private readonly Crm crm;
    private readonly string me = $"{Environment.ProcessId}:{Guid.NewGuid():N}";

    internal NotificationOutbox(Crm crm)
    {
        this.crm = crm;
        crm.NotificationsWritten += () => Written?.Invoke();
    }

    /// <summary>This process has committed notifications: there may be something to deliver at once.</summary>
    public event Action? Written;

    /// <summary>Takes at most <paramref name="most"/> due notifications of these people, oldest first.</summary>
    public async Task<IReadOnlyList<TakenNotification>> TakeAsync(string channel, IReadOnlyCollection<string> logins, int most, CancellationToken ct = default)
    {
        var taken = new List<TakenNotification>();
        foreach (var some in logins.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(PeopleAtOnce))
        {
            var people = new Dictionary<long, Actor>();
            foreach (var login in some)
            {
                if (await crm.FindActorByLoginAsync(login, ct) is { } actor)
                    people[actor.UserId] = actor;
            }
            if (taken.Count < most && people.Count > 0)
                await TakeAsync(channel, people, most - taken.Count, taken, ct);
        }
        return taken;
    }

    public async Task MarkDeliveredAsync(string channel, IReadOnlyCollection<long> ids, CancellationToken ct = default)
    {
        if (ids.Count == 0)
            return;
        await using var session = await OpenAsync(ct);
        var (now, all) = (session.Now, ids.ToArray());
        await session.Db.NotificationDeliveries.Where(row => row.Channel == channel && all.Contains(row.NotificationId))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeliveredAt, now), ct);
        await session.CommitAsync(ct);
    }

    private async Task TakeAsync(string channel, Dictionary<long, Actor> people, int most, List<TakenNotification> taken, CancellationToken ct)
    {
        if ((await DueAsync(channel, people.Keys, most, ct)).Count == 0)
            return;
        List<Notification> mine = [];
        await using (var session = await OpenAsync(ct))
        {
            var (db, now, until) = (session.Db, session.Now.ToUnixTimeMilliseconds(), (session.Now + ClaimLife).ToUnixTimeMilliseconds());
            foreach (var row in await Due(session, channel, people.Keys).Take(most).AsNoTracking().ToListAsync(ct))
            {
                // One statement decides, also between two instances that saw the same row.
                var won = await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO notification_deliveries (notification_id, channel, claimed_by, claimed_until, attempts) VALUES ({row.Id}, {channel}, {me}, {until}, 1)
                    ON CONFLICT (notification_id, channel) DO UPDATE
                    SET claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until, attempts = notification_deliveries.attempts + 1
                    WHERE notification_deliveries.delivered_at IS NULL AND notification_deliveries.claimed_until <= {now}
                    """,
                    ct);
                if (won == 1)
                    mine.Add(row);
            }
            await session.CommitAsync(ct);
        }
        foreach (var group in mine.GroupBy(row => row.UserId))
        {
            // As the recipient sees it: names of what is out of sight stay unsaid.
            await using var asRecipient = await crm.OpenReadAsync(people[group.Key], new Origin(channel), ct);
            taken.AddRange((await NotificationRows.ViewsAsync(asRecipient, [.. group], ct)).Select(view => new TakenNotification(people[group.Key], view)));
        }
    }

    private async Task<List<Notification>> DueAsync(string channel, IEnumerable<long> people, int most, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, new Origin(channel), ct);
        return await Due(session, channel, people).Take(most).ToListAsync(ct);
    }

    private static IQueryable<Notification> Due(CrmSession session, string channel, IEnumerable<long> people)
    {
        var (db, now, since, users) = (session.Db, session.Now, session.Now - PushedFor, people.Order().ToArray());
        return db.Notifications
            .Where(row => users.Contains(row.UserId) && row.SeenAt == null && row.DeliverAt <= now && row.DeliverAt > since)
            .Where(row => !db.NotificationDeliveries.Any(done => done.NotificationId == row.Id && (done.DeliveredAt != null || (done.Channel == channel && done.ClaimedUntil > now))))
            .OrderBy(row => row.Id);
    }

    private Task<CrmSession> OpenAsync(CancellationToken ct) => crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
}

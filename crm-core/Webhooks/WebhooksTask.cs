using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>
/// Reads the change feed for each webhook as its owner sees it, and sends the changes in their order, one after the other: what cannot be sent
/// now holds up what comes after it. Sent at least once: a process that dies between sending and noting it sends again, under the same number.
/// </summary>
internal sealed class WebhooksTask(Crm crm, IWebhookSender sender) : IBackgroundTask
{
    private const int FeedBatch = 100;
    private const int SendBatch = 20;

    /// <summary>How long a webhook may fail before it is switched off.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);
    private static readonly Origin Origin = new("webhooks", Sentence: "webhook failed for three days");

    public string Name => "webhooks";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        List<Webhook> hooks;
        await using (var session = await crm.OpenReadAsync(Actor.System, Origin, ct))
            hooks = await session.Db.Set<Webhook>().AsNoTracking().Where(hook => hook.Enabled).OrderBy(hook => hook.Id).ToListAsync(ct);
        // Side by side: a receiver that does not answer holds up its own changes only.
        var more = await Task.WhenAll(hooks.Select(hook => RunAsync(hook, now, ct)));
        return more.Contains(true);
    }

    private async Task<bool> RunAsync(Webhook hook, DateTimeOffset now, CancellationToken ct)
    {
        if (await OwnerAsync(hook, ct) is not { } owner)
        {
            await SwitchOffAsync(hook, ct);
            return false;
        }
        var more = await ReadFeedAsync(hook, owner, now, ct);
        for (var i = 0; i < SendBatch; i++)
        {
            WebhookDelivery? next;
            await using (var session = await crm.OpenReadAsync(Actor.System, Origin, ct))
                next = await session.Db.Set<WebhookDelivery>().Where(one => one.WebhookId == hook.Id && one.NextAt != null).OrderBy(one => one.Id).FirstOrDefaultAsync(ct);
            if (next is null || next.NextAt > now)
                return more;
            if (!await SendAsync(hook, owner, next, ct))
                return false;
        }
        return true;
    }

    private async Task<Actor?> OwnerAsync(Webhook hook, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, Origin, ct);
        return (await session.DirectoryAsync(ct)).Find(hook.OwnerId) is { Active: true } person ? await crm.FindActorByLoginAsync(person.Login, ct) : null;
    }

    private async Task<bool> ReadFeedAsync(Webhook hook, Actor owner, DateTimeOffset now, CancellationToken ct)
    {
        long after, head;
        await using (var look = await crm.OpenReadAsync(Actor.System, Origin, ct))
        {
            after = await look.Db.Set<WebhookProgress>().Where(one => one.WebhookId == hook.Id).Select(one => one.Sequence).SingleOrDefaultAsync(ct);
            head = await look.Db.Audit.MaxAsync(entry => (long?)entry.Sequence, ct) ?? 0;
        }
        if (head <= after)
            return false;
        var page = await crm.AskAsync(owner, Origin, new ReadAudit { Paging = new Paging(FeedBatch, after.ToString(CultureInfo.InvariantCulture)) }, ct);
        if (!page.Ok)
            return false;
        var kinds = hook.Kinds.Length == 0 ? WebhookRules.Kinds.ToArray() : hook.Kinds.Split(' ');
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        foreach (var entry in page.Value.Items.Where(entry => kinds.Contains(entry.Entity) && ChangeRecorder.AllChanges.Contains(entry.Operation)))
            session.Db.Add(new WebhookDelivery { Id = await session.NewIdAsync(ct), WebhookId = hook.Id, Sequence = entry.Sequence, CreatedAt = session.Now, NextAt = now });
        // Without a further page everything up to the newest change was looked at, seen or not.
        var upTo = page.Value.Next is null ? Math.Max(head, page.Value.Items.Count > 0 ? page.Value.Items[^1].Sequence : head) : page.Value.Items[^1].Sequence;
        var moved = await session.Db.Set<WebhookProgress>().Where(one => one.WebhookId == hook.Id && one.Sequence == after)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Sequence, upTo), ct);
        // Nobody else may have read the same stretch.
        if (moved == 0)
            return false;
        var before = now - KeptFor;
        await session.Db.Set<WebhookDelivery>().Where(one => one.WebhookId == hook.Id && one.NextAt == null && one.CreatedAt < before).ExecuteDeleteAsync(ct);
        await session.SaveAsync(ct);
        await session.CommitAsync(ct);
        return page.Value.Next is not null;
    }

    /// <summary>False: it failed and will be tried again.</summary>
    private async Task<bool> SendAsync(Webhook hook, Actor owner, WebhookDelivery delivery, CancellationToken ct)
    {
        var entry = await crm.AskAsync(owner, Origin, new ReadAudit { Paging = new Paging(1, (delivery.Sequence - 1).ToString(CultureInfo.InvariantCulture)) }, ct);
        if (!entry.Ok || entry.Value.Items is not [var change] || change.Sequence != delivery.Sequence)
        {
            await NoteAsync(hook, delivery, new WebhookAnswer(null, "no longer the owner's to see"), true, ct);
            return true;
        }
        var body = Body(delivery, change);
        DateTimeOffset at;
        await using (var clock = await crm.OpenReadAsync(Actor.System, Origin, ct))
            at = clock.Now;
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret), Encoding.UTF8.GetBytes(timestamp + "." + body)));
        var answer = await sender.SendAsync(new WebhookMessage(new Uri(hook.Address), delivery.Id, hook.Id, timestamp, signature, body), ct);
        return await NoteAsync(hook, delivery, answer, false, ct);
    }

    private static string Body(WebhookDelivery delivery, AuditView change) => new JsonObject
    {
        ["delivery"] = delivery.Id.ToString(CultureInfo.InvariantCulture),
        ["sequence"] = change.Sequence,
        ["event"] = $"{change.Entity}.{change.Operation}",
        ["at"] = change.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["by"] = change.Actor,
        ["kind"] = change.Entity,
        ["id"] = change.EntityId.ToString(CultureInfo.InvariantCulture),
        ["before"] = change.Before is { } before ? JsonNode.Parse(before.GetRawText()) : null,
        ["after"] = change.After is { } after ? JsonNode.Parse(after.GetRawText()) : null,
    }.ToJsonString(RecordImage.Json);

    private async Task<bool> NoteAsync(Webhook hook, WebhookDelivery delivery, WebhookAnswer answer, bool dropped, CancellationToken ct)
    {
        await using (var session = await crm.OpenWriteAsync(Actor.System, Origin, ct))
        {
            var (db, now) = (session.Db, session.Now);
            var done = answer.Ok || dropped;
            var attempts = delivery.Attempts + 1;
            DateTimeOffset? next = done ? null : now + Wait(attempts);
            DateTimeOffset? delivered = answer.Ok ? now : null;
            var error = answer.Ok ? null : Short(answer.Error ?? FormattableString.Invariant($"answered {answer.Status}"));
            await db.Set<WebhookDelivery>().Where(one => one.Id == delivery.Id).ExecuteUpdateAsync(
                set => set.SetProperty(one => one.Attempts, attempts).SetProperty(one => one.Status, answer.Status).SetProperty(one => one.Error, error)
                    .SetProperty(one => one.NextAt, next).SetProperty(one => one.DeliveredAt, delivered),
                ct);
            var progress = await db.Set<WebhookProgress>().AsNoTracking().SingleAsync(one => one.WebhookId == hook.Id, ct);
            DateTimeOffset? failing = done ? null : progress.FailingSince ?? now;
            await db.Set<WebhookProgress>().Where(one => one.WebhookId == hook.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.FailingSince, failing), ct);
            await session.CommitAsync(ct);
            if (done)
                return true;
            if (now - failing < GivenUpAfter)
                return false;
        }
        await SwitchOffAsync(hook, ct);
        return false;
    }

    private async Task SwitchOffAsync(Webhook hook, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, Origin, ct);
        if (await session.Db.Set<Webhook>().SingleOrDefaultAsync(one => one.Id == hook.Id, ct) is not { Enabled: true } kept)
            return;
        kept.Enabled = false;
        foreach (var admin in (await session.DirectoryAsync(ct)).People.Where(person => person.Active && person.Role == Role.Admin))
            await session.NotifyAsync(admin.Id, "webhook_disabled", (Kinds.Webhook, hook.Id), ct: ct);
        await session.SaveAsync(ct);
        await session.CommitAsync(ct);
    }

    private static TimeSpan Wait(int attempts)
    {
        var wait = TimeSpan.FromSeconds(10 * Math.Pow(3, Math.Min(attempts - 1, 10)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];
}

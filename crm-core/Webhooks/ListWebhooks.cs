using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>All webhooks; there are few.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record ListWebhooks : Query<IReadOnlyList<WebhookView>>
{
    protected internal override async Task<Result<IReadOnlyList<WebhookView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var views = new List<WebhookView>();
        foreach (var hook in await session.Db.Set<Webhook>().AsNoTracking().OrderBy(one => one.Name).ThenBy(one => one.Id).ToListAsync(ct))
            views.Add(await WebhookRules.ViewAsync(session, hook, null, ct));
        return views;
    }
}

/// <summary>One webhook.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record GetWebhook : Query<WebhookView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<WebhookView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await session.Db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == Id, ct) is { } hook
            ? await WebhookRules.ViewAsync(session, hook, null, ct)
            : Failure.NotFound(Kinds.Webhook, Id);
}

/// <summary>What was sent to a webhook and what waits, newest first.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record ListWebhookDeliveries : Query<Page<WebhookDeliveryView>>
{
    private static readonly Sorts<WebhookDelivery> Order = new Sorts<WebhookDelivery>(one => one.Id).By("id", one => one.Id);

    public required long WebhookId { get; init; }

    public Paging Paging { get; init; } = new(Descending: true);

    protected internal override async Task<Result<Page<WebhookDeliveryView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (!await session.Db.Set<Webhook>().AnyAsync(one => one.Id == WebhookId, ct))
            return Failure.NotFound(Kinds.Webhook, WebhookId);
        var page = await Order.PageAsync(session.Db.Set<WebhookDelivery>().AsNoTracking().Where(one => one.WebhookId == WebhookId), Paging, ct);
        return page.Ok
            ? new Page<WebhookDeliveryView>([.. page.Value.Items.Select(one => new WebhookDeliveryView(one.Id, one.Sequence, one.CreatedAt, one.Attempts, one.Status, one.Error, one.NextAt, one.DeliveredAt))], page.Value.Next, page.Value.Total)
            : page.Failure;
    }
}

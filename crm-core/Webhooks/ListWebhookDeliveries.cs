using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

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

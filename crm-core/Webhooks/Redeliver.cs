using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>Sends a delivery once more, as soon as it is its turn.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record Redeliver : Command<WebhookDeliveryView>
{
    public required long WebhookId { get; init; }

    public required long DeliveryId { get; init; }

    protected internal override async Task<Result<WebhookDeliveryView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Set<WebhookDelivery>().SingleOrDefaultAsync(one => one.Id == DeliveryId && one.WebhookId == WebhookId, ct) is not { } one)
            return Failure.NotFound("delivery", DeliveryId);
        (one.NextAt, one.DeliveredAt, one.Error) = (session.Now, null, null);
        await session.SaveAsync(ct);
        return new WebhookDeliveryView(one.Id, one.Sequence, one.CreatedAt, one.Attempts, one.Status, one.Error, one.NextAt, one.DeliveredAt);
    }
}

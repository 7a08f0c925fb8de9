using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

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

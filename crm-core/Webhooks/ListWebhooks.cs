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

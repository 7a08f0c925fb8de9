using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>Nothing more is sent; what waited is dropped.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record DeleteWebhook : Command<WebhookView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<WebhookView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Set<Webhook>().SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } hook)
            return Failure.NotFound(Kinds.Webhook, Id);
        if (Versions.Changed(Kinds.Webhook, Id, IfVersion, hook.Version) is { } outdated)
            return outdated;
        var view = await WebhookRules.ViewAsync(session, hook, null, ct);
        await session.Db.Set<WebhookDelivery>().Where(one => one.WebhookId == Id).ExecuteDeleteAsync(ct);
        session.Db.Remove(hook);
        await session.SaveAsync(ct);
        return view;
    }
}

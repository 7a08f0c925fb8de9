using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>Tells an address of changes from now on, as the actor may see them. The secret that signs what is sent is told once.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record CreateWebhook : Command<WebhookView>
{
    public required string Name { get; init; }

    public required string Address { get; init; }

    /// <summary>Kinds of records; all when none are given.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    protected internal override async Task<Result<WebhookView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var name = check.Required(Name, Limits.Name, "name");
        var address = WebhookRules.Address(check, Address, session.Options.WebhookSender);
        var kinds = WebhookRules.KindsText(check, Kinds);
        if (check.Failure is { } wrong)
            return wrong;
        var hook = new Webhook
        {
            Id = await session.NewIdAsync(ct),
            Name = name,
            Address = address,
            Secret = WebhookRules.NewSecret(),
            Kinds = kinds,
            OwnerId = session.Actor.UserId,
            Enabled = true,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        session.Db.Add(hook);
        session.Db.Add(new WebhookProgress { WebhookId = hook.Id, Sequence = await session.Db.Audit.MaxAsync(entry => (long?)entry.Sequence, ct) ?? 0 });
        await session.SaveAsync(ct);
        return await WebhookRules.ViewAsync(session, hook, hook.Secret, ct);
    }
}

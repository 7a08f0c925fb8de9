using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

/// <summary>Changes a webhook, switches it on or off, or gives it a new secret (told once). Switched on again it goes on where it stopped.</summary>
[Requires(Permissions.WebhooksManage)]
public sealed record UpdateWebhook : Command<WebhookView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<string>? Kinds { get; init; }

    public bool? Enabled { get; init; }

    public bool NewSecret { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<WebhookView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Set<Webhook>().SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } hook)
            return Failure.NotFound(Primitives.Kinds.Webhook, Id);
        if (Versions.Changed(Primitives.Kinds.Webhook, Id, IfVersion, hook.Version) is { } outdated)
            return outdated;
        var check = new Checks();
        hook.Name = check.Changed(Name, Limits.Name, "name") ?? hook.Name;
        hook.Address = Address is null ? hook.Address : WebhookRules.Address(check, Address, session.Options.WebhookSender);
        hook.Kinds = Kinds is null ? hook.Kinds : WebhookRules.KindsText(check, Kinds);
        if (check.Failure is { } wrong)
            return wrong;
        if (NewSecret)
            hook.Secret = WebhookRules.NewSecret();
        if (Enabled is { } enabled && enabled != hook.Enabled)
        {
            hook.Enabled = enabled;
            await session.Db.Set<WebhookProgress>().Where(one => one.WebhookId == Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.FailingSince, (DateTimeOffset?)null), ct);
        }
        await session.SaveAsync(ct);
        return await WebhookRules.ViewAsync(session, hook, NewSecret ? hook.Secret : null, ct);
    }
}

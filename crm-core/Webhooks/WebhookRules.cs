using System.Security.Cryptography;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Webhooks;

internal static class WebhookRules
{
    public static string NewSecret() => "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The kinds of records whose changes can be told.</summary>
    public static IEnumerable<string> Kinds => Records.Types.Select(type => Records.KindOf(type)!).Except([Primitives.Kinds.NoticeSettings, Primitives.Kinds.Webhook]).Order(StringComparer.Ordinal);

    public static string Address(Checks check, string? given, IWebhookSender? sender)
    {
        var text = check.Required(given, Limits.Text, "address");
        if (check.Failure is not null)
            return text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0)
            check.Fail("wrong_address", "address must be an address such as https://example.com/hook, without name and password.", "address");
        else if (sender?.Refuses(address) is { } problem)
            check.Fail("address_refused", problem, "address", ("problem", problem));
        return text;
    }

    public static string KindsText(Checks check, IReadOnlyList<string>? kinds)
    {
        List<string> allowed = [.. Kinds];
        return string.Join(' ', (kinds ?? []).Select(kind => check.OneOf(kind, allowed, "kinds")).Where(kind => kind is not null).Distinct());
    }

    public static async Task<WebhookView> ViewAsync(CrmSession session, Webhook hook, string? secret, CancellationToken ct)
    {
        var id = hook.Id;
        var progress = await session.Db.Set<WebhookProgress>().AsNoTracking().SingleOrDefaultAsync(one => one.WebhookId == id, ct);
        return new WebhookView(
            id, hook.Name, hook.Address, hook.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), (await session.DirectoryAsync(ct))[hook.OwnerId].Login, hook.Enabled,
            await session.Db.Set<WebhookDelivery>().CountAsync(one => one.WebhookId == id && one.NextAt != null, ct), progress?.FailingSince, secret, hook.CreatedAt, hook.UpdatedAt, hook.Version);
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Webhooks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Webhooks;

[Skill("remove_webhook", Effect.Write, Risk.High, "Takes an address away that is told of changes; what still waited for it is dropped.")]
public static class RemoveWebhookSkill
{
    private const int Offered = 8;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Name of the webhook or a part of its address.")] string? webhook = null,
        CancellationToken ct = default)
    {
        var all = await context.Session.AskAsync(new ListWebhooks(), ct);
        if (!all.Ok) return new Refused(all.Failure);
        var found = webhook is null ? [.. all.Value] : Fitting(all.Value, webhook.Trim());
        if (found.Count == 0)
        {
            return new Refused(webhook is null
                ? new Failure("no_webhooks", FailureKind.NotFound, "There is no webhook.")
                : new Failure("name_not_found", FailureKind.NotFound, $"There is no webhook {webhook}.")
                {
                    Data = new Dictionary<string, string> { ["kind"] = Kinds.Webhook, ["name"] = webhook.Length > 80 ? webhook[..79] + "…" : webhook },
                });
        }

        if (found.Count > 1)
        {
            return new Ask("webhook", AnswerKind.Choice, context.Words.Say("ask.webhook"), [.. found.Take(Offered).Select(one => new Choice(one.Name, one.Address, Reference(one)))]);
        }

        var removed = await context.Session.RunAsync(new DeleteWebhook { Id = found[0].Id }, ct);
        return removed.Ok ? new Done([WebhookLines.Line(context.Words, removed.Value, ChangeLine.Deleted)], []) : new Refused(removed.Failure);
    }

    private static string Reference(WebhookView one) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"webhook:{one.Id}");

    private static List<WebhookView> Fitting(IReadOnlyList<WebhookView> all, string said)
    {
        var exact = all.Where(one => Reference(one) == said || one.Name.Equals(said, StringComparison.OrdinalIgnoreCase) || one.Address.Equals(said, StringComparison.OrdinalIgnoreCase)).ToList();
        return exact.Count > 0 ? exact : [.. all.Where(one => one.Name.Contains(said, StringComparison.OrdinalIgnoreCase) || one.Address.Contains(said, StringComparison.OrdinalIgnoreCase))];
    }
}

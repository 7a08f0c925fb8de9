using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Webhooks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Webhooks;

[Skill("list_webhooks", Effect.Read, Risk.None, "Lists the addresses that are told of changes.")]
public static class ListWebhooksSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var found = await context.Session.AskAsync(new ListWebhooks(), ct);
        if (!found.Ok) return new Refused(found.Failure);
        var words = context.Words;
        return new ListAnswer(context, "webhooks").Reply(
            new Page<WebhookView>(found.Value, null, found.Value.Count),
            ["name", "address", "records", "enabled", "waiting"],
            _ => null,
            one => [one.Name, one.Address, WebhookLines.Told(words, one), words.YesNo(one.Enabled), one.Waiting.ToString(CultureInfo.InvariantCulture)]);
    }
}

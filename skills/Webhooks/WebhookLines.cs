using BotCrm.Core.Primitives;
using BotCrm.Core.Webhooks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Webhooks;

internal static class WebhookLines
{
    public static string Told(Words words, WebhookView view) =>
        view.Kinds.Count == 0 ? words.Say("webhook.everything") : words.Join(view.Kinds.Select(kind => words.Term("kind", kind)));

    public static ChangeLine Line(Words words, WebhookView view, string operation) =>
        new(Kinds.Webhook, operation == ChangeLine.Created ? null : view.Id, words.Say("line.webhook", ("name", view.Name)), new FactList(words).Add("address", view.Address).Add("records", Told(words, view)).All) { Operation = operation };
}

using System.ComponentModel;
using BotCrm.Core.Webhooks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Webhooks;

[Skill("add_webhook", Effect.Write, Risk.High, "Tells an address elsewhere of changes from now on.")]
public static class AddWebhookSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Where to, such as https://example.com/hook.")] string address,
        [Description("What it is called; the address's host when not said.")] string? name = null,
        [Description("Kinds of records whose changes are told: customer, contact, opportunity, ticket …; all when not given.")] IReadOnlyList<string>? records = null,
        CancellationToken ct = default)
    {
        var called = name ?? (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : address);
        var made = await context.Session.RunAsync(new CreateWebhook { Name = called, Address = address, Kinds = records }, ct);
        if (!made.Ok) return new Refused(made.Failure);
        // A chat is kept and read again; the secret is told where it is not.
        var secret = context.Words.Fact("secret", context.Words.Say("webhook.secret", ("id", made.Value.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        return new Done([WebhookLines.Line(context.Words, made.Value, ChangeLine.Created) with { OnceDone = [secret] }], []);
    }
}

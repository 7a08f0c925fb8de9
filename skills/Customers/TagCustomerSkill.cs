using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("tag_customer", Effect.Write, Risk.Low, "Puts tags on a customer or takes them off.")]
public static class TagCustomerSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("Tags to put on.")] IReadOnlyList<string>? add = null,
        [Description("Tags to take off.")] IReadOnlyList<string>? remove = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        if (add is not { Count: > 0 } && remove is not { Count: > 0 })
            return new Ask("add", AnswerKind.Text, context.Words.Say("ask.tag_customer.add", ("customer", which.Name)), []);
        var before = await context.Session.AskAsync(new GetCustomer { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(new TagCustomer { Id = which.Id, Add = add ?? [], Remove = remove ?? [] }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([CustomerLines.Changed(context.Words, before.Value, after.Value)], [CustomerLines.Ref(after.Value)]);
    }
}

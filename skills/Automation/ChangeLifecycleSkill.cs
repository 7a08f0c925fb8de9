using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Customers;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("change_lifecycle", Effect.Write, Risk.Low, "Moves a customer along its lifecycle, with the reason.")]
public static class ChangeLifecycleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("What it is from now on."), OneOf("potential", "interested", "won", "churned")] string lifecycle,
        [Description("Why.")] string? reason = null,
        [Description("True: a manager sets it against the rules, to correct a mistake.")] bool? force = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetCustomer { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(
            new ChangeLifecycle { CustomerId = which.Id, To = Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true), Reason = reason, Force = force ?? false },
            ct);
        if (!after.Ok) return new Refused(after.Failure);
        if (force == true) context.RequireConfirmation();
        return new Done([CustomerLines.Changed(context.Words, before.Value, after.Value)], [CustomerLines.Ref(after.Value)]);
    }
}

using System.ComponentModel;
using BotCrm.Core.Customers.Merging;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("merge_customers", Effect.Write, Risk.High, "Makes one customer of two: everything of the first goes over to the second, which stays.")]
public static class MergeCustomersSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The customer that goes up in the other."), Record(Kinds.Customer)] string customer,
        [Description("The customer that stays."), Record(Kinds.Customer)] string into,
        [Description("Fields of which the first one's value is kept where both have one: name, phone, city …")] IReadOnlyList<string>? keep = null,
        CancellationToken ct = default)
    {
        var source = await context.Resolve.NamedAsync(Kinds.Customer, "customer", customer, null, ct);
        if (source.Problem is { } unclear) return unclear;
        var target = await context.Resolve.NamedAsync(Kinds.Customer, "into", into, null, ct);
        if (target.Problem is { } unclearTarget) return unclearTarget;
        var merged = await context.Session.RunAsync(
            new MergeCustomers { SourceId = source.Id, TargetId = target.Id, FromSource = MergeLines.Fields(keep) },
            ct);
        if (!merged.Ok) return new Refused(merged.Failure);
        var result = merged.Value;
        return new Done([MergeLines.Of(context.Words, Kinds.Customer, target.Id, result.Source.Name, result.Target.Name, result.Moved, result.Conflicts)], [CustomerLines.Ref(result.Target)]);
    }
}

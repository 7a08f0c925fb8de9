using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("lifecycle_history", Effect.Read, Risk.None, "How a customer moved along its lifecycle, when, by whom and why.")]
public static class LifecycleHistorySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var steps = await context.Session.AskAsync(new GetLifecycle { CustomerId = which.Id }, ct);
        if (!steps.Ok) return new Refused(steps.Failure);
        var words = context.Words;
        var page = new Page<LifecycleStep>(steps.Value, null, steps.Value.Count);
        var answer = new ListAnswer(context, "lifecycle").Where("customer", which.Name).Reply(
            page,
            ["when", "lifecycle", "person", "reason"],
            _ => null,
            step => [words.Time(step.At), (step.From is { } from ? words.Term(from) + " → " : "") + words.Term(step.To), step.By ?? words.Say("by_itself"), step.Reason ?? ""]);
        return answer with { Focus = [which.Record!] };
    }
}

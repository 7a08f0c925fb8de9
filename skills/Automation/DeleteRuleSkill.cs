using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("delete_rule", Effect.Write, Risk.High, "Deletes a rule. Administrators only.")]
public static class DeleteRuleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which rule, by its name.")] string rule,
        CancellationToken ct = default)
    {
        var (which, problem) = await RuleChoice.FindAsync(context, rule, ct);
        if (which is null) return problem!;
        var deleted = await context.Session.RunAsync(new DeleteRule { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        return new Done([RuleChoice.Line(deleted.Value, context.Words, []) with { Operation = ChangeLine.Deleted }], []);
    }
}

using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("switch_rule", Effect.Write, Risk.Low, "Switches a rule on or off.")]
public static class SwitchRuleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which rule, by its name.")] string rule,
        [Description("True: on. False: off.")] bool enabled,
        CancellationToken ct = default)
    {
        var (which, problem) = await RuleChoice.FindAsync(context, rule, ct);
        if (which is null) return problem!;
        var after = await context.Session.RunAsync(new UpdateRule { Id = which.Id, Enabled = enabled }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        var words = context.Words;
        var facts = new FactList(words).Changed("enabled", words.Say(which.Enabled ? "on" : "off"), words.Say(after.Value.Enabled ? "on" : "off"));
        return new Done([RuleChoice.Line(after.Value, words, facts.All)], [new(Kinds.Rule, after.Value.Id, after.Value.Name)]);
    }
}

using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("list_rules", Effect.Read, Risk.None, "The rules of what happens by itself, whether they are on, and how often they acted.")]
public static class ListRulesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("True: only those that are on. False: only those that are off.")] bool? enabled = null,
        CancellationToken ct = default)
    {
        var rules = await context.Session.AskAsync(new ListRules { Enabled = enabled }, ct);
        if (!rules.Ok) return new Refused(rules.Failure);
        var words = context.Words;
        return new ListAnswer(context, "rules").Only("enabled", enabled == true).Only("disabled", enabled == false).Reply(
            new Page<RuleView>(rules.Value, null, rules.Value.Count),
            ["rule", "trigger", "action", "enabled", "count"],
            rule => new RecordRef(Kinds.Rule, rule.Id, rule.Name),
            rule => [RuleChoice.Shown(rule, words), Trigger(rule, words), words.Term("action", rule.Definition.Action.Kind), words.Say(rule.Enabled ? "on" : "off"), rule.Done.ToString(CultureInfo.InvariantCulture)]);
    }

    private static string Trigger(RuleView rule, Words words)
    {
        var trigger = rule.Definition.Trigger;
        var text = words.Term("trigger", trigger.Kind);
        if (trigger.Noun is { } noun) text += " " + words.Term("kind", noun);
        return trigger.Days is { } days ? $"{text} ({words.Say("days", ("count", days.ToString(CultureInfo.InvariantCulture)))})" : text;
    }
}

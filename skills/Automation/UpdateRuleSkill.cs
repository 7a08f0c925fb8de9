using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("update_rule", Effect.Write, Risk.Low, "Changes a rule's name, days, thresholds or delay. Administrators only.")]
public static class UpdateRuleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which rule, by its name.")] string rule,
        [Description("Its new name.")] string? name = null,
        [Description("After how many days it begins.")] int? days = null,
        [Description("Many interested, few won: below which percentage.")] int? percent = null,
        [Description("Many interested, few won: from how many interested on.")] int? minimum = null,
        [Description("How many minutes later to act.")] int? delayMinutes = null,
        CancellationToken ct = default)
    {
        var (which, problem) = await RuleChoice.FindAsync(context, rule, ct);
        if (which is null) return problem!;
        if (context.NamesOnly("rule")) return context.WhatToChange(which.Name);
        var before = which.Definition;
        var definition = before with
        {
            Name = name ?? before.Name,
            Trigger = before.Trigger with { Days = days ?? before.Trigger.Days, Percent = percent ?? before.Trigger.Percent, Minimum = minimum ?? before.Trigger.Minimum },
            DelayMinutes = delayMinutes ?? before.DelayMinutes,
        };
        var after = await context.Session.RunAsync(new UpdateRule { Id = which.Id, Definition = definition }, ct);
        if (!after.Ok) return new Refused(after.Failure);
        var (old, now) = (before, after.Value.Definition);
        var facts = new FactList(context.Words)
            .Changed("name", old.Name, now.Name)
            .Changed("days", Show(old.Trigger.Days), Show(now.Trigger.Days))
            .Changed("percent", Show(old.Trigger.Percent), Show(now.Trigger.Percent))
            .Changed("minimum", Show(old.Trigger.Minimum), Show(now.Trigger.Minimum))
            .Changed("delay_minutes", Show(old.DelayMinutes), Show(now.DelayMinutes));
        return new Done([RuleChoice.Line(after.Value, context.Words, facts.All)], [new(Kinds.Rule, after.Value.Id, after.Value.Name)]);
    }

    private static string? Show(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

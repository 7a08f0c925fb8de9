using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>What holds for rules however they are made or changed.</summary>
internal static class RuleRules
{
    private const int LongestDelay = 365 * 24 * 60;

    public static void Write(Rule rule, RuleDefinition definition)
    {
        rule.Name = definition.Name;
        rule.TriggerKind = definition.Trigger.Kind;
        rule.TriggerData = RuleJson.Write(definition.Trigger);
        rule.Condition = definition.Condition is { } condition ? JsonSerializer.Serialize(condition, RuleJson.Options) : null;
        rule.DelayMinutes = definition.DelayMinutes;
        rule.BusinessDelay = definition.BusinessDelay;
        rule.ActionKind = definition.Action.Kind;
        rule.ActionData = RuleJson.Write(definition.Action);
    }

    public static RuleDefinition Definition(Rule rule) => new()
    {
        Name = rule.Name,
        Trigger = RuleJson.Trigger(rule),
        Condition = rule.Condition is null ? null : JsonElement.Parse(rule.Condition),
        DelayMinutes = rule.DelayMinutes,
        BusinessDelay = rule.BusinessDelay,
        Action = RuleJson.Action(rule),
    };

    public static async Task<RuleView> ViewAsync(CrmSession session, Rule rule, CancellationToken ct)
    {
        var id = rule.Id;
        var outcomes = await session.Db.RuleOccurrences.Where(one => one.RuleId == id && one.DoneAt != null)
            .GroupBy(one => one.Outcome).Select(group => new { group.Key, Count = group.Count(), Last = group.Max(one => one.DoneAt) }).ToListAsync(ct);
        var done = outcomes.FirstOrDefault(one => one.Key == "done");
        return new RuleView(
            rule.Id, rule.ShippedAs, rule.Name, rule.Enabled, Definition(rule), done?.Count ?? 0, done?.Last, outcomes.FirstOrDefault(one => one.Key == "failed")?.Count ?? 0,
            rule.CreatedAt, rule.UpdatedAt, rule.Version);
    }

    /// <summary>The definition with its texts cleaned, or what is wrong with it.</summary>
    public static async Task<Result<RuleDefinition>> CheckAsync(CrmSession session, RuleDefinition given, long? self, CancellationToken ct)
    {
        var check = new Checks();
        var name = check.Required(given.Name, Limits.Name, "name");
        CheckTrigger(check, given.Trigger);
        check.Range(given.DelayMinutes, 0, LongestDelay, "delayMinutes");
        if (check.Failure is null)
            CheckAction(check, given.Action, Triggers.NounOf(given.Trigger), await session.DirectoryAsync(ct));
        if (check.Failure is null && given.Condition is { } condition && RuleCondition.Check(condition, RuleRecord.FieldsOf(session.Db, Triggers.NounOf(given.Trigger))) is { } wrong)
            check.Fail(wrong);
        if (given.Condition is { } text && text.GetRawText().Length > Limits.LongText)
            check.Fail("too_long", $"condition may have at most {Limits.LongText} characters.", "condition");
        if (check.Failure is null && await session.Db.Rules.AnyAsync(rule => rule.Id != self && rule.Name == name, ct))
            check.Fail(Failure.Conflict("duplicate_rule", $"There is a rule {name} already; give this one another name.") with { Field = "name", Data = new Dictionary<string, string> { ["name"] = name } });
        return check.Failure is { } failure ? failure : given with { Name = name };
    }

    private static void CheckTrigger(Checks check, RuleTrigger trigger)
    {
        check.OneOf(trigger.Kind, [.. Triggers.Names], "trigger");
        check.Range(trigger.Days, 0, 365, "days");
        check.Range(trigger.Minutes, 0, LongestDelay, "minutes");
        check.Range(trigger.Percent, 1, 100, "percent");
        check.Range(trigger.Minimum, 1, 1_000_000, "minimum");
        if (trigger.Kind is "created" or "changed")
            check.OneOf(trigger.Noun ?? "", [.. Triggers.Nouns], "noun");
        if (trigger is { Kind: "quiet", Days: < 1 })
            check.Fail("out_of_range", "days must be between 1 and 365.", "days", ("min", "1"), ("max", "365"));
    }

    private static void CheckAction(Checks check, RuleAction action, string noun, Users.UserDirectory directory)
    {
        check.OneOf(action.Kind, RuleActions.All, "action");
        check.Range(action.DueDays, 0, 365, "dueDays");
        foreach (var text in (action.Title?.Values ?? []).Concat(action.Text?.Values ?? []))
            check.Required(text, Limits.Subject, "text");
        if (action.Kind == RuleActions.CreateTask && action.Title is not { Count: > 0 })
            check.Fail("required", "title is needed: what is to be done.", "title");
        if (action.Kind == RuleActions.ChangeLifecycle)
            check.OneOf(action.Lifecycle ?? "", [.. Enum.GetNames<Lifecycle>().Select(one => one.ToLowerInvariant())], "lifecycle");
        if (action.Kind == RuleActions.ChangeLifecycle && noun == Kinds.Team)
            check.Fail("action_does_not_fit", "A team has no lifecycle; choose another action.", "action");
        if (action.To is not { } to || to is "owner" or "manager")
            return;
        if (to.StartsWith("role:", StringComparison.Ordinal))
            check.OneOf(to["role:".Length..], [.. directory.Roles.All.Select(one => one.Role.Name)], "to");
        else if (!to.StartsWith("user:", StringComparison.Ordinal) || !directory.People.Any(person => person.Active && person.Login == to["user:".Length..]))
            check.Fail("unknown_recipient", "to must be owner, manager, role:ROLE or user:LOGIN of somebody who is active.", "to");
    }
}

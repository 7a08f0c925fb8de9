using System.ComponentModel;
using System.Text.Json;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("create_rule", Effect.Write, Risk.High, "Adds a rule: when something happens or is so, do something by itself. Administrators only.")]
public static class CreateRuleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the rule is called.")] string name,
        [Description("When it begins."), OneOf("created", "changed", "won", "lost", "stage_changed", "resolved", "reopened", "lifecycle_changed", "task_done", "quiet", "close_date_passed", "task_overdue", "few_won", "contract_ends", "payment_overdue")] string trigger,
        [Description("What it does."), OneOf("remind", "notify", "create_task", "create_survey", "change_lifecycle")] string action,
        [Description("For created and changed: of which kind of record (customer, opportunity, ticket, task …).")] string? noun = null,
        [Description("For quiet and task_overdue: after how many days.")] int? days = null,
        [Description("A condition over the record's fields, as JSON: {\"field\": \"amount\", \"op\": \">=\", \"value\": 10000}.")] string? condition = null,
        [Description("How many minutes later to act.")] int? delayMinutes = null,
        [Description("True: the delay counts working time only.")] bool? businessDelay = null,
        [Description("Whom: owner, manager, role:ROLE or user:LOGIN.")] string? to = null,
        [Description("For create_task: what is to be done; {name} stands for the record's name.")] string? title = null,
        [Description("For remind and notify: what to say.")] string? text = null,
        [Description("For create_task: due in how many days.")] int? dueDays = null,
        [Description("For change_lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        CancellationToken ct = default)
    {
        JsonElement? filter = null;
        if (condition is not null)
        {
            try
            {
                filter = JsonElement.Parse(condition);
            }
            catch (JsonException)
            {
                return new Refused(Failure.Invalid("wrong_condition", "condition must be JSON.", "condition") with { Data = new Dictionary<string, string> { ["problem"] = "JSON with field, op and value" } });
            }
        }

        var words = context.Words;
        var created = await context.Session.RunAsync(
            new CreateRule
            {
                Definition = new RuleDefinition
                {
                    Name = name,
                    Trigger = new RuleTrigger { Kind = trigger, Noun = noun, Days = days },
                    Condition = filter,
                    DelayMinutes = delayMinutes ?? 0,
                    BusinessDelay = businessDelay ?? false,
                    Action = new RuleAction { Kind = action, To = to, Title = In(words, title), Text = In(words, text), DueDays = dueDays, Lifecycle = lifecycle },
                },
            },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        var rule = created.Value;
        var trial = await context.Session.AskAsync(new TryRule { Id = rule.Id }, ct);
        var facts = new FactList(words)
            .Add("trigger", words.Term("trigger", trigger))
            .Add("action", words.Term("action", action))
            .Add("would_have", trial.Ok ? words.Say("rule.would", ("count", trial.Value.Times.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("days", words.Say("days", ("count", "30")))) : null);
        return new Done([RuleChoice.Line(rule, words, facts.All) with { Operation = ChangeLine.Created }], [new RecordRef(Kinds.Rule, rule.Id, rule.Name)]);
    }

    private static Dictionary<string, string>? In(Words words, string? text) => text is null ? null : new Dictionary<string, string> { [words.Language] = text };
}

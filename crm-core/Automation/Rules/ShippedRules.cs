using BotCrm.Core.Access;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The rules that every company starts with. One that the administrator has changed or switched off stays so.</summary>
internal static class ShippedRules
{
    private static readonly (string Key, RuleDefinition Rule)[] All =
    [
        ("quiet_customer", new RuleDefinition
        {
            Name = "No contact for 7 days",
            Trigger = new RuleTrigger { Kind = "quiet", Days = 7 },
            Action = new RuleAction { Kind = RuleActions.Remind, To = "owner", Notice = "quiet_customer" },
        }),
        ("won_survey", new RuleDefinition
        {
            Name = "Ask for feedback after a sale",
            Trigger = new RuleTrigger { Kind = "won" },
            Action = new RuleAction
            {
                Kind = RuleActions.CreateSurvey,
                To = "owner",
                DueDays = 7,
                Title = new Dictionary<string, string> { ["en"] = "Satisfaction survey: {name}", ["zh"] = "满意度回访:{name}" },
            },
        }),
        ("close_date_passed", new RuleDefinition
        {
            Name = "Close date has passed",
            Trigger = new RuleTrigger { Kind = "close_date_passed" },
            Action = new RuleAction { Kind = RuleActions.Remind, To = "owner", Notice = "close_date_passed" },
        }),
        ("few_won", new RuleDefinition
        {
            Name = "Many interested, few won",
            Trigger = new RuleTrigger { Kind = "few_won", Percent = FewWonTrigger.DefaultPercent, Minimum = FewWonTrigger.DefaultMinimum },
            Action = new RuleAction { Kind = RuleActions.Notify, To = "manager", Notice = "few_won" },
        }),
    ];

    /// <summary>Adds those that the store does not have yet.</summary>
    public static async Task AddMissingAsync(Crm crm, CancellationToken ct)
    {
        await using (var look = await crm.OpenReadAsync(Actor.System, new Origin("system"), ct))
        {
            var known = await look.Db.Rules.Where(rule => rule.ShippedAs != null).Select(rule => rule.ShippedAs).ToListAsync(ct);
            if (All.All(one => known.Contains(one.Key)))
                return;
        }
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system", Sentence: "first start"), ct);
        var names = await session.Db.Rules.Select(rule => new { rule.ShippedAs, rule.Name }).ToListAsync(ct);
        foreach (var (key, definition) in All.Where(one => names.All(known => known.ShippedAs != one.Key && !known.Name.Equals(one.Rule.Name, StringComparison.OrdinalIgnoreCase))))
        {
            var rule = new Rule { Id = await session.NewIdAsync(ct), ShippedAs = key, Enabled = true, Since = session.Now, CreatedAt = session.Now, UpdatedAt = session.Now };
            RuleRules.Write(rule, definition);
            session.Db.Rules.Add(rule);
        }
        await session.CommitAsync(ct);
    }
}

using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

/// <summary>Finds the rule that was meant by its name, a part of it, or its reference; asks when several could be.</summary>
internal static class RuleChoice
{
    public static async Task<(RuleView? Rule, SkillOutcome? Problem)> FindAsync(SkillContext context, string said, CancellationToken ct)
    {
        var all = await context.Session.AskAsync(new ListRules(), ct);
        if (!all.Ok) return (null, new Refused(all.Failure));
        var wanted = said.Trim();
        var rules = all.Value;
        if (wanted.StartsWith("rule:", StringComparison.Ordinal) && long.TryParse(wanted.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            rules = [.. rules.Where(r => r.Id == id)];
        else if (rules.Where(r => Is(r, wanted)).ToList() is { Count: > 0 } exact)
            rules = exact;
        else
            rules = [.. rules.Where(r => wanted.Length > 0 && (r.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || Shown(r, context.Words).Contains(wanted, StringComparison.OrdinalIgnoreCase)))];
        return rules.Count switch
        {
            1 => (rules[0], null),
            0 => (null, new Refused(new Failure("unknown_rule", FailureKind.NotFound, $"There is no rule {wanted}.") { Data = new Dictionary<string, string> { ["name"] = wanted.Length <= 60 ? wanted : wanted[..60] } })),
            _ => (null, new Ask("rule", AnswerKind.Record, context.Words.Say("ask.rule"), [.. rules.Take(8).Select(r => new Choice(Shown(r, context.Words), null, FormattableString.Invariant($"rule:{r.Id}")))])),
        };
    }

    /// <summary>A shipped rule that still has its own name is called so in the person's language.</summary>
    public static string Shown(RuleView rule, Words words) =>
        rule.Shipped is { } key && words.Has("rule." + key) && rule.Name == new Words(PhraseBook.English, words.Zone).Say("rule." + key) ? words.Say("rule." + key) : rule.Name;

    public static ChangeLine Line(RuleView rule, Words words, IReadOnlyList<Fact> facts) => new(Kinds.Rule, rule.Id, words.Say("line.rule", ("name", Shown(rule, words))), facts);

    private static bool Is(RuleView rule, string name) => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Shipped, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(rule.Shipped?.Replace('_', ' '), name, StringComparison.OrdinalIgnoreCase);
}

using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("try_rule", Effect.Read, Risk.None, "What a rule would have done in the last days, without doing it.")]
public static class TryRuleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which rule, by its name.")] string rule,
        [Description("Over how many days (30 when not said).")] int? days = null,
        CancellationToken ct = default)
    {
        var (which, problem) = await RuleChoice.FindAsync(context, rule, ct);
        if (which is null) return problem!;
        var trial = await context.Session.AskAsync(new TryRule { Id = which.Id, Days = days ?? 30 }, ct);
        if (!trial.Ok) return new Refused(trial.Failure);
        var words = context.Words;
        var found = trial.Value;
        var title = words.Say(
            "rule.trial", ("name", RuleChoice.Shown(which, words)), ("count", Show(found.Times)), ("days", words.Say("days", ("count", Show(found.Days)))));
        var rows = found.Newest.Select(h => new ListRow(new RecordRef(h.Kind, h.Record.Id, h.Record.Name), [words.Term("kind", h.Kind), h.Record.Name, words.Time(h.At)])).ToList();
        var text = string.Join('\n', [title, .. rows.Select(r => "- " + ListAnswer.OneLine(string.Join(" · ", r.Cells)))]);
        return new Answered(new ListReply(words.Language, text, title, found.Complete ? "" : words.Say("rule.trial_part"), words.Labels("kind", "name", "when"), rows, found.Times, null), []);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

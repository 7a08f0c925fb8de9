using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("performance", Effect.Read, Risk.None, "Won and lost by person, team, month or quarter for a period (default: this quarter), with win rates; best first.")]
public static class PerformanceSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        [Description("By what sales are added up (person when not said)."), OneOf("person", "team", "month", "quarter")] string? by = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var (first, last) = ReportScope.Period(context.Today, from, to);
        var report = await context.Session.AskAsync(new Performance { From = first, To = last, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id, By = by is null ? PerformanceDimension.Person : Enum.Parse<PerformanceDimension>(by, true) }, ct);
        if (!report.Ok) return new Refused(report.Failure);
        return new Answered(Chart(context.Words, scope.Read(context, "performance").Between("closed", first, last).Where("by", by is null or "person" ? null : context.Words.Label(by)).Reading, by ?? "person", report.Value), []);
    }

    private static ChartReply Chart(Words words, string reading, string by, IReadOnlyList<PerformanceRow> all)
    {
        var people = all.Where(r => !r.IsTotal).ToList();
        var totals = all.Where(r => r.IsTotal).ToList();
        var currency = people.GroupBy(r => r.Currency).OrderByDescending(g => g.Sum(r => r.WonCount + r.LostCount)).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        var bars = people.Where(r => r.Currency == currency).Select(r => new ChartBar(r.Person?.Name ?? r.Group!, r.WonAmount.Amount, words.Money(r.WonAmount))).ToList();
        var rows = people.Concat(totals).Select(r => new ListRow(null,
        [
            r.Person?.Name ?? r.Group ?? words.Label("total"), Show(r.WonCount), words.Money(r.WonAmount), Show(r.LostCount), words.Money(r.LostAmount), r.WinRate is { } rate ? words.Percent(rate) : "–",
        ])).ToList();
        var facts = new FactList(words)
            .Add("won", totals.Count == 0 ? null : words.Say("report.bar", ("amount", words.Sum([.. totals.Select(t => t.WonAmount)])), ("count", Show(totals.Sum(t => t.WonCount)))))
            .Add("lost", totals.Count == 0 ? null : words.Say("report.bar", ("amount", words.Sum([.. totals.Select(t => t.LostAmount)])), ("count", Show(totals.Sum(t => t.LostCount)))))
            .Add("win_rate", WinRate(words, totals));
        var lines = new List<string> { rows.Count == 0 ? words.Say("list.none", ("what", reading)) : reading };
        lines.AddRange(rows.Select(r => words.Say("performance.line", ("person", r.Cells[0]), ("won", r.Cells[1]), ("won_amount", r.Cells[2]), ("lost", r.Cells[3]), ("lost_amount", r.Cells[4]), ("rate", r.Cells[5]))));
        var several = people.Select(r => r.Currency).Distinct().Count() > 1;
        var title = words.Say("list.performance") + (several ? $" ({currency})" : "");
        return new ChartReply(words.Language, string.Join('\n', lines), title, reading, by is "month" or "quarter" ? ChartKind.VerticalBar : ChartKind.HorizontalBar, bars, facts.All)
        {
            Columns = words.Labels(by, "won_count", "won", "lost_count", "lost", "win_rate"),
            Rows = rows,
        };
    }

    private static string? WinRate(Words words, List<PerformanceRow> totals)
    {
        decimal won = totals.Sum(t => t.WonCount);
        var ended = won + totals.Sum(t => t.LostCount);
        return ended == 0 ? null : words.Percent(won / ended);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

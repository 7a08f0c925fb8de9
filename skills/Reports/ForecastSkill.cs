using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("forecast", Effect.Read, Risk.None, "The forecast for a period (default: this quarter): won, committed, weighted, best case.")]
public static class ForecastSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var (first, last) = ReportScope.Period(context.Today, from, to);
        var report = await context.Session.AskAsync(new Forecast { From = first, To = last, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);
        return new Answered(Chart(context.Words, scope.Read(context, "forecast").Between("close_date", first, last).Reading, report.Value), []);
    }

    private static ChartReply Chart(Words words, string reading, IReadOnlyList<ForecastRow> rows)
    {
        var main = rows.OrderByDescending(r => r.OpenCount).ThenBy(r => r.Currency, StringComparer.Ordinal).FirstOrDefault();
        IReadOnlyList<ChartBar> bars = main is null
            ? []
            : [Bar(words, "won", main.Won), Bar(words, "committed", main.Committed), Bar(words, "weighted", main.Weighted), Bar(words, "best_case", main.BestCase)];
        var facts = new FactList(words)
            .Add("won", Sum(words, rows, r => r.Won))
            .Add("committed", Sum(words, rows, r => r.Committed))
            .Add("weighted", Sum(words, rows, r => r.Weighted))
            .Add("best_case", Sum(words, rows, r => r.BestCase))
            .Add("open_opportunities", rows.Sum(r => r.OpenCount).ToString(CultureInfo.InvariantCulture));
        var lines = new List<string> { rows.Count == 0 ? words.Say("list.none", ("what", reading)) : reading };
        if (rows.Count > 0) lines.AddRange(facts.All.Select(f => $"- {f.Label}: {f.Value}"));
        var title = words.Say("list.forecast") + (rows.Count > 1 ? $" ({main!.Currency})" : "");
        return new ChartReply(words.Language, string.Join('\n', lines), title, reading, ChartKind.VerticalBar, bars, rows.Count == 0 ? [] : facts.All)
        {
            Columns = words.Labels("currency", "won", "committed", "weighted", "best_case", "open_opportunities"),
            Rows =
            [
                .. rows.Select(r => new ListRow(null,
                [
                    r.Currency, words.Money(r.Won), words.Money(r.Committed), words.Money(r.Weighted), words.Money(r.BestCase), r.OpenCount.ToString(CultureInfo.InvariantCulture),
                ])),
            ],
        };
    }

    private static ChartBar Bar(Words words, string field, Money money) => new(words.Label(field), money.Amount, words.Money(money));

    private static string Sum(Words words, IReadOnlyList<ForecastRow> rows, Func<ForecastRow, Money> of) => words.Sum([.. rows.Select(of)]);
}

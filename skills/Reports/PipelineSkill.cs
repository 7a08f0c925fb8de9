using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("pipeline", Effect.Read, Risk.None, "The pipeline by stage: how many opportunities and how much, with won and lost beside it.")]
public static class PipelineSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Close date from.")] DateOnly? from = null,
        [Description("Close date to, inclusive.")] DateOnly? to = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var report = await context.Session.AskAsync(new PipelineByStage { From = from, To = to, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);
        return new Answered(Chart(context, scope.Read(context, "pipeline").Between("close_date", from, to).Reading, report.Value), []);
    }

    private static ChartReply Chart(SkillContext context, string reading, Pipeline pipeline)
    {
        var words = context.Words;
        // Bars of different currencies cannot stand side by side; the picture shows the one with most opportunities, the table all.
        var currencies = pipeline.Open.GroupBy(r => r.Amount.Currency).OrderByDescending(g => g.Sum(r => r.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var shown = currencies.FirstOrDefault()?.Key;
        var bars = new List<ChartBar>();
        var stages = context.Session.Pipelines.All.SelectMany(p => p.Open).DistinctBy(s => s.Code).Select(s => (s.Stage, Name: (LocalName?)s.Name)).ToList();
        // What configuration no longer has is still in the sums.
        stages.AddRange(pipeline.Open.Where(r => stages.TrueForAll(s => s.Stage != r.Stage)).Select(r => (r.Stage, r.Name)).Distinct());
        foreach (var (stage, name) in stages)
        {
            if (shown is null) break;
            var row = pipeline.Open.FirstOrDefault(r => r.Stage == stage && r.Amount.Currency == shown);
            var amount = row?.Amount.Amount ?? 0;
            bars.Add(new ChartBar(words.Stage(stage.Code, name), amount, words.Say("report.bar", ("amount", words.Money(amount, shown)), ("count", Show(row?.Count ?? 0)))));
        }

        var rows = pipeline.Open.Concat(pipeline.Closed)
            .Where(r => r.Count > 0)
            .OrderBy(r => r.Rank)
            .ThenBy(r => r.Amount.Currency, StringComparer.Ordinal)
            .Select(r => new ListRow(null, [words.Stage(r.Stage.Code, r.Name), Show(r.Count), words.Money(r.Amount)]))
            .ToList();
        var facts = new FactList(words)
            .Add("open_opportunities", Show(pipeline.OpenCount))
            .Add("total", words.Sum(pipeline.OpenTotal))
            .Add("won", Closed(words, pipeline, won: true))
            .Add("lost", Closed(words, pipeline, won: false));
        var lines = new List<string> { reading, words.Say("pipeline.total", ("count", Show(pipeline.OpenCount)), ("sum", words.Sum(pipeline.OpenTotal))) };
        lines.AddRange(rows.Select(r => $"- {r.Cells[0]}: {r.Cells[1]} · {r.Cells[2]}"));
        var title = words.Say("list.pipeline") + (currencies.Count > 1 && shown is not null ? $" ({shown})" : "");
        return new ChartReply(words.Language, string.Join('\n', lines), title, reading, ChartKind.HorizontalBar, bars, facts.All)
        {
            Columns = [words.Label("stage"), words.Label("count"), words.Label("amount")],
            Rows = rows,
        };
    }

    private static string? Closed(Words words, Pipeline pipeline, bool won)
    {
        var rows = pipeline.Closed.Where(r => r.Won == won && r.Count > 0).ToList();
        return rows.Count == 0 ? null : words.Say("report.bar", ("amount", words.Sum([.. rows.Select(r => r.Amount)])), ("count", Show(rows.Sum(r => r.Count))));
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

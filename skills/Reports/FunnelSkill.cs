using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("funnel", Effect.Read, Risk.None, "The sales funnel stage by stage for a period (default: this year): how many came to each stage, how many went on (conversion), how long they stayed, win rate, sales cycle; warns when many customers are interested and few were won.")]
public static class FunnelSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        [Description("Code of the pipeline; the first one when not said.")] string? pipeline = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var year = (from ?? to ?? context.Today).Year;
        var (first, last) = (from ?? new DateOnly(year, 1, 1), to ?? new DateOnly(year, 12, 31));
        var report = await context.Session.AskAsync(new Funnel { From = first, To = last, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id, Pipeline = pipeline }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var (words, funnel) = (context.Words, report.Value);
        var reading = scope.Read(context, "funnel").Between("entered", first, last).Reading;
        string Name(FunnelStage stage) => stage.Name is { } name ? (words.Language == PhraseBook.Chinese ? name.Zh : name.En) : stage.Stage.Code;
        var lines = new List<string> { reading };
        lines.AddRange(funnel.Stages.Select(stage => words.Say(
            "funnel.line",
            ("stage", Name(stage)), ("entered", Show(stage.Entered)), ("advanced", Show(stage.Advanced)), ("rate", Rate(words, stage.Conversion)), ("lost", Show(stage.Lost)),
            ("open", Show(stage.Open)), ("value", words.Sum(stage.Value)), ("stay", Days(words, stage.AverageStay)))));
        lines.Add(words.Say(
            "funnel.total", ("won", Show(funnel.Won)), ("value", words.Sum(funnel.WonValue)), ("lost", Show(funnel.Lost)), ("rate", Rate(words, funnel.WinRate)), ("cycle", Days(words, funnel.AverageCycle))));
        if (funnel.FewWon)
            lines.Add(words.Say("funnel.few_won", ("interested", Show(funnel.InterestedCustomers)), ("won", Show(funnel.WonCustomers))));
        return new Answered(
            new ChartReply(words.Language, string.Join('\n', lines), words.Say("list.funnel"), reading, ChartKind.VerticalBar,
                [.. funnel.Stages.Select(stage => new ChartBar(Name(stage), stage.Entered, Show(stage.Entered)))],
                new FactList(words)
                    .Add("won_count", funnel.Won).Add("lost_count", funnel.Lost).Add("win_rate", Rate(words, funnel.WinRate)).Add("sales_cycle", Days(words, funnel.AverageCycle))
                    .Add("warning", funnel.FewWon ? words.Say("funnel.few_won", ("interested", Show(funnel.InterestedCustomers)), ("won", Show(funnel.WonCustomers))) : null).All)
            {
                Line = [.. funnel.Stages.Select(stage => new ChartBar(Name(stage), stage.Conversion ?? 0, Rate(words, stage.Conversion)))],
                LineTitle = words.Label("conversion"),
                Columns = words.Labels("stage", "entered", "advanced", "conversion", "lost", "stay", "open", "amount"),
                Rows =
                [
                    .. funnel.Stages.Select(stage => new ListRow(null,
                    [
                        Name(stage), Show(stage.Entered), Show(stage.Advanced), Rate(words, stage.Conversion), Show(stage.Lost), Days(words, stage.AverageStay), Show(stage.Open), words.Sum(stage.Value),
                    ])),
                ],
            },
            []);
    }

    private static string Days(Words words, TimeSpan? span) => span is { } time ? words.Say("funnel.days", ("days", time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture))) : "–";

    private static string Rate(Words words, decimal? rate) => rate is { } share ? words.Percent(share) : "–";

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

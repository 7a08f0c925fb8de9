using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("retention", Effect.Read, Risk.None, "How many won customers stayed, left (churned) and came back, by month (default: the last twelve months).")]
public static class RetentionSkill
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
        var last = to ?? context.Today;
        var first = from ?? new DateOnly(last.Year, last.Month, 1).AddMonths(-11);
        var report = await context.Session.AskAsync(new Retention { From = first, To = last, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var words = context.Words;
        var reading = scope.Read(context, "retention").Between("when", first, last).Reading;
        var total = report.Value.Total;
        var lines = new List<string>
        {
            reading,
            words.Say(
                "retention.total",
                ("start", Show(total.AtStart)), ("end", Show(total.AtEnd)), ("gained", Show(total.Gained)), ("churned", Show(total.Churned)), ("back", Show(total.Reactivated)), ("rate", Rate(words, total.RetentionRate))),
        };
        lines.AddRange(report.Value.ByMonth.Select(row => words.Say(
            "retention.line", ("month", Month(row)), ("start", Show(row.AtStart)), ("gained", Show(row.Gained)), ("churned", Show(row.Churned)), ("back", Show(row.Reactivated)), ("rate", Rate(words, row.ChurnRate)))));
        return new Answered(
            new ChartReply(words.Language, string.Join('\n', lines), words.Say("list.retention"), reading, ChartKind.Line,
                [.. report.Value.ByMonth.Select(row => new ChartBar(Month(row), row.AtEnd, Show(row.AtEnd)))],
                new FactList(words).Add("at_end", total.AtEnd).Add("churned", total.Churned).Add("retention_rate", total.RetentionRate is { } rate ? words.Percent(rate) : null).All)
            {
                Columns = words.Labels("month", "at_start", "gained", "churned", "reactivated", "at_end", "churn_rate"),
                Rows =
                [
                    .. report.Value.ByMonth.Select(row => new ListRow(null,
                        [Month(row), Show(row.AtStart), Show(row.Gained), Show(row.Churned), Show(row.Reactivated), Show(row.AtEnd), Rate(words, row.ChurnRate)])),
                ],
            },
            []);
    }

    private static string Month(RetentionRow row) => row.From.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Rate(Words words, decimal? rate) => rate is { } share ? words.Percent(share) : "–";

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

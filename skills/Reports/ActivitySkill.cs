using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("activity", Effect.Read, Risk.None, "What colleagues did in a period (default: this month): calls, e-mails, meetings, visits, tasks done, opportunities created; the busiest first.")]
public static class ActivitySkill
{
    private static readonly InteractionKind[] Kinds = Enum.GetValues<InteractionKind>();

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("Only of this colleague."), Record(Core.Primitives.Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Core.Primitives.Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var month = new DateOnly((from ?? to ?? context.Today).Year, (from ?? to ?? context.Today).Month, 1);
        var (first, last) = (from ?? month, to ?? month.AddMonths(1).AddDays(-1));
        var report = await context.Session.AskAsync(new Activity { From = first, To = last, OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var words = context.Words;
        var reading = scope.Read(context, "activity").Between("when", first, last).Reading;
        var shown = Kinds.Where(kind => report.Value.Any(row => row.Interactions.ContainsKey(kind))).ToList();
        var rows = report.Value.Select(row => new ListRow(null,
        [
            row.Person?.Name ?? words.Label("total"), Show(row.InteractionCount), .. shown.Select(kind => Show(row.Interactions.GetValueOrDefault(kind))), Show(row.TasksDone), Show(row.OpportunitiesCreated),
        ])).ToList();
        var bars = report.Value.Where(row => row.Person is not null).Select(row => new ChartBar(row.Person!.Name, row.InteractionCount, Show(row.InteractionCount))).ToList();
        var lines = new List<string> { rows.Count == 0 ? words.Say("list.none", ("what", reading)) : reading };
        lines.AddRange(report.Value.Select(row => words.Say(
            "activity.line",
            ("person", row.Person?.Name ?? words.Label("total")),
            ("interactions", Show(row.InteractionCount)),
            ("kinds", words.Join([.. shown.Where(row.Interactions.ContainsKey).Select(kind => $"{words.Term(kind)} {Show(row.Interactions[kind])}")])),
            ("tasks", Show(row.TasksDone)),
            ("opportunities", Show(row.OpportunitiesCreated)))));
        return new Answered(
            new ChartReply(words.Language, string.Join('\n', lines), words.Say("list.activity"), reading, ChartKind.HorizontalBar, bars, [])
            {
                Columns = [words.Label("person"), words.Label("interactions"), .. shown.Select(kind => words.Term(kind)), words.Label("tasks_done"), words.Label("opportunities_created")],
                Rows = rows,
            },
            []);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

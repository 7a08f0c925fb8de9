using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("ticket_report", Effect.Read, Risk.None, "How many tickets came, were resolved and are open in a period (default: this month), promises kept (SLA), time to resolve and ratings; by category, priority, assignee or queue.")]
public static class TicketReportSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("First day.")] DateOnly? from = null,
        [Description("Last day, inclusive.")] DateOnly? to = null,
        [Description("By what tickets are counted (category when not said)."), OneOf("category", "priority", "assignee", "queue")] string? by = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? assignee = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, assignee, team, ct);
        if (scope.Problem is { } problem) return problem;
        var month = new DateOnly((from ?? to ?? context.Today).Year, (from ?? to ?? context.Today).Month, 1);
        var (first, last) = (from ?? month, to ?? month.AddMonths(1).AddDays(-1));
        var dimension = by is null ? TicketDimension.Category : Enum.Parse<TicketDimension>(by, true);
        var report = await context.Session.AskAsync(new TicketVolume { From = first, To = last, By = dimension, AssigneeId = scope.Owner?.Id, TeamId = scope.Team?.Id }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var (words, total) = (context.Words, report.Value.Total);
        var field = by ?? "category";
        var reading = scope.Read(context, "ticket_report").Between("created", first, last).Where("by", words.Label(field)).Reading;
        var lines = new List<string>
        {
            reading,
            words.Say("ticket_report.total", ("opened", Show(total.Opened)), ("resolved", Show(total.Resolved)), ("backlog", Show(total.Backlog))),
        };
        var facts = new FactList(words)
            .Add("opened", total.Opened).Add("resolved_count", total.Resolved).Add("backlog", total.Backlog)
            .Add("first_response_met", Rate(words, total.FirstResponseMet)).Add("resolution_met", Rate(words, total.ResolutionMet))
            .Add("time_to_resolve", Hours(words, total.AverageResolution)).Add("escalated", total.Escalated).Add("reopened", total.Reopened)
            .Add("average_rating", total.AverageRating?.ToString("0.0", CultureInfo.InvariantCulture));
        lines.AddRange(facts.All.Skip(3).Select(fact => $"- {fact.Label}: {fact.Value}"));
        lines.AddRange(report.Value.Groups.Select(row => words.Say(
            "ticket_report.line", ("group", Name(words, dimension, row)), ("opened", Show(row.Opened)), ("resolved", Show(row.Resolved)), ("backlog", Show(row.Backlog)))));
        return new Answered(
            new ChartReply(words.Language, string.Join('\n', lines), words.Say("list.ticket_report"), reading, ChartKind.VerticalBar,
                [.. report.Value.Groups.Select(row => new ChartBar(Name(words, dimension, row), row.Opened, Show(row.Opened)))], facts.All)
            {
                Columns = words.Labels(field, "opened", "resolved_count", "backlog", "first_response_met", "resolution_met", "time_to_resolve", "average_rating"),
                Rows =
                [
                    .. report.Value.Groups.Select(row => new ListRow(null,
                    [
                        Name(words, dimension, row), Show(row.Opened), Show(row.Resolved), Show(row.Backlog), Rate(words, row.FirstResponseMet) ?? "–", Rate(words, row.ResolutionMet) ?? "–",
                        Hours(words, row.AverageResolution) ?? "–", row.AverageRating?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–",
                    ])),
                ],
            },
            []);
    }

    private static string Name(Words words, TicketDimension by, TicketVolumeRow row) => (by, row.Key) switch
    {
        (_, null) => words.Say("nothing"),
        (TicketDimension.Priority, { } key) => words.Term(Enum.Parse<TicketPriority>(key, true)),
        (TicketDimension.Category, { } key) => words.Has("category." + key) ? words.Say("category." + key) : key,
        var (_, key) => row.Name ?? key,
    };

    private static string? Hours(Words words, TimeSpan? span) =>
        span is { } time ? words.Say("ticket_report.hours", ("hours", time.TotalHours.ToString("0.0", CultureInfo.InvariantCulture))) : null;

    private static string? Rate(Words words, decimal? rate) => rate is { } share ? words.Percent(share) : null;

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

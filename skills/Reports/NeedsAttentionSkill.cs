using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

[Skill("needs_attention", Effect.Read, Risk.None, "What is overdue or neglected: opportunities past their close date, quiet customers, overdue tasks.")]
public static class NeedsAttentionSkill
{
    private const int DefaultQuietDays = 7;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        [Description("After how many days without an interaction a customer counts as neglected (7 when not said).")] int? quietDays = null,
        CancellationToken ct = default)
    {
        var scope = await ReportScope.ReadAsync(context, owner, team, ct);
        if (scope.Problem is { } problem) return problem;
        var days = Math.Clamp(quietDays ?? DefaultQuietDays, 1, 3650);
        var report = await context.Session.AskAsync(new NeedsAttention { OwnerId = scope.Owner?.Id, TeamId = scope.Team?.Id, QuietDays = days }, ct);
        if (!report.Ok) return new Refused(report.Failure);

        var words = context.Words;
        var found = report.Value;
        var reading = scope.Read(context, "attention").Where("quiet_days", Show(days)).Reading;
        var rows = new List<ListRow>();
        rows.AddRange(found.OverdueTasks.Select(t => new ListRow(new RecordRef(Kinds.Task, t.Id, t.Title), [words.Say("attention.task"), t.Title, words.Due(t) ?? "", t.AssigneeName])));
        rows.AddRange(found.OverdueOpportunities.Select(o => new ListRow(
            new RecordRef(Kinds.Opportunity, o.Id, o.Name), [words.Say("attention.opportunity"), o.Name, o.CloseDate is { } day ? words.Day(day) : "", o.OwnerName])));
        rows.AddRange(found.NeglectedCustomers.Select(c => new ListRow(
            new RecordRef(Kinds.Customer, c.Id, c.Name), [words.Say("attention.customer"), c.Name, c.LastInteractionAt is { } last ? words.DayOf(last) : words.Say("never"), c.OwnerName])));

        var total = found.OverdueTaskCount + found.OverdueOpportunityCount + found.NeglectedCustomerCount;
        var lines = new List<string>
        {
            total == 0 ? words.Say("attention.none") : words.Say(
                "attention.head", ("tasks", Show(found.OverdueTaskCount)), ("opportunities", Show(found.OverdueOpportunityCount)), ("customers", Show(found.NeglectedCustomerCount)), ("days", Show(days))),
        };
        lines.AddRange(rows.Select(r => "- " + ListAnswer.OneLine(string.Join(" · ", r.Cells.Where(c => c.Length > 0)))));
        var reply = new ListReply(words.Language, string.Join('\n', lines), words.Say("list.attention"), reading, words.Labels("kind", "name", "since", "owner"), rows, total, null);
        return new Answered(reply, []);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

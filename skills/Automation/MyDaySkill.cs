using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tickets;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("my_day", Effect.Read, Risk.None, "The speaker's own day: to-dos, meetings, sales that need attention, tickets, quiet customers, and what was done today.")]
public static class MyDaySkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var day = await context.Session.AskAsync(new GetMyDay(), ct);
        if (!day.Ok) return new Refused(day.Failure);
        return new Answered(Say(day.Value, context.Words), []);
    }

    private static ListReply Say(MyDay day, Words words)
    {
        var rows = new List<ListRow>();
        rows.AddRange(day.Overdue.Select(t => new ListRow(new RecordRef(Kinds.Task, t.Id, t.Title), [words.Say("day.overdue"), t.Title, words.Due(t) ?? "", t.CustomerName ?? ""])));
        rows.AddRange(day.Today.Select(t => new ListRow(new RecordRef(Kinds.Task, t.Id, t.Title), [words.Say("day.today"), t.Title, words.Due(t) ?? "", t.CustomerName ?? ""])));
        rows.AddRange(day.Meetings.Select(m => new ListRow(new RecordRef(Kinds.Interaction, m.Id, m.Summary), [words.Term(m.Kind), ListAnswer.OneLine(m.Summary), words.Time(m.When), m.CustomerName])));
        rows.AddRange(day.Opportunities.Select(o => new ListRow(
            new RecordRef(Kinds.Opportunity, o.Id, o.Name), [words.Say(o.Overdue ? "day.past_close" : "day.closes"), o.Name, o.CloseDate is { } close ? words.Day(close) : "", o.CustomerName])));
        rows.AddRange(day.Tickets.Select(t => new ListRow(new RecordRef(Kinds.Ticket, t.Id, t.Subject), [words.Say("day.ticket", ("priority", words.Term(t.Priority))), t.Subject, TicketLines.Sla(words, t) ?? words.DayOf(t.CreatedAt), t.CustomerName])));
        rows.AddRange(day.Quiet.Select(c => new ListRow(new RecordRef(Kinds.Customer, c.Id, c.Name), [words.Say("day.quiet"), c.Name, c.LastInteractionAt is { } last ? words.DayOf(last) : words.Say("never"), c.Name])));

        var total = day.OverdueCount + day.TodayCount + day.Meetings.Count + day.OpportunityCount + day.TicketCount + day.QuietCount;
        var title = words.Say("day.title", ("day", words.Day(day.Day)));
        var results = words.Say(
            "day.results",
            ("interactions", Show(day.Results.Interactions)),
            ("tasks", Show(day.Results.TasksDone)),
            ("tickets", Show(day.Results.TicketsResolved)),
            ("won", Show(day.Results.Won) + (day.Results.WonAmounts is { Count: > 0 } sums ? $" ({words.Sum(sums)})" : "")));
        var lines = new List<string>
        {
            title,
            total == 0 ? words.Say("day.free") : words.Say(
                "day.head", ("overdue", Show(day.OverdueCount)), ("today", Show(day.TodayCount)), ("opportunities", Show(day.OpportunityCount)), ("tickets", Show(day.TicketCount)), ("quiet", Show(day.QuietCount))),
        };
        lines.AddRange(rows.Select(r => "- " + ListAnswer.OneLine(string.Join(" · ", r.Cells.Where(c => c.Length > 0)))));
        lines.Add(results);
        var reading = results;
        if (day.Recent.Count > 0)
        {
            reading = words.Say("day.recent", ("names", words.Join(day.Recent.Select(r => r.Name))));
            lines.Add(reading);
            reading = words.Sentences([results, reading]);
        }

        if (day.Unseen > 0) lines.Add(words.Say("day.unseen", ("count", Show(day.Unseen))));
        return new ListReply(words.Language, string.Join('\n', lines), title, reading, words.Labels("kind", "name", "when", "customer"), rows, total, null);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

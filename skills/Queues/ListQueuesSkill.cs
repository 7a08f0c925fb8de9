using System.Globalization;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("list_queues", Effect.Read, Risk.None, "Lists the ticket queues with their members and what waits in them.")]
public static class ListQueuesSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var page = await context.Session.AskAsync(new ListQueues { Paging = ListAnswer.Page(context, null, null, false) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "queues").Reply(
            page.Value,
            ["name", "categories", "members", "open_tickets", "unassigned", "lead"],
            _ => null,
            q => [q.Name, QueueLines.Categories(words, q), QueueLines.Members(words, q), Show(q.OpenTickets), Show(q.Unassigned), q.LeadName ?? ""]);
    }

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}

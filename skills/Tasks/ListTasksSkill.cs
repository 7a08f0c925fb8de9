using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("list_tasks", Effect.Read, Risk.None, "Lists tasks by due time.")]
public static class ListTasksSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this colleague."), Record(Kinds.User)] string? assignee = null,
        [Description("Only about this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("True: done ones. False: those still to do (the default).")] bool? done = null,
        [Description("Only those past their due time.")] bool? overdue = null,
        [Description("Due from.")] DateOnly? dueFrom = null,
        [Description("Due to, inclusive.")] DateOnly? dueTo = null,
        [Description("Part of the title.")] string? search = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (by?.Problem is { } noUser) return noUser;
        var about = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (about?.Problem is { } noCustomer) return noCustomer;
        var zone = context.Actor.TimeZone;
        var finished = done ?? false;
        var query = new ListTasks
        {
            AssigneeId = by?.Id,
            CustomerId = about?.Id,
            Done = finished,
            Overdue = overdue,
            DueFrom = dueFrom is { } first ? DayOrTime.StartOf(first, zone) : null,
            DueTo = dueTo is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
            Search = search,
            Paging = ListAnswer.Page(context, limit, null, false),
        };
        var page = await context.Session.AskAsync(query, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "tasks")
            .Only(finished ? "done" : "to_do", overdue != true)
            .Only("overdue", overdue == true)
            .Where("assignee", by?.Name)
            .Where("customer", about?.Name)
            .Between("due", dueFrom, dueTo)
            .Where("search", search)
            .Reply(
                page.Value,
                ["task", "due", "customer", "assignee"],
                TaskLines.Ref,
                t => [t.Title, (words.Due(t) ?? "") + (t.Overdue ? " " + words.Say("overdue_mark") : ""), t.CustomerName ?? "", t.AssigneeName]);
        return about is null ? answer : answer with { Focus = [.. answer.Focus, about.Value.Record!] };
    }
}

using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("create_task", Effect.Write, Risk.Low, "Adds a to-do, for the speaker unless another assignee is named.")]
public static class CreateTaskSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What is to be done.")] string title,
        [Description("By when.")] DayOrTime? due = null,
        [Description("Who is to do it."), Record(Kinds.User)] string? assignee = null,
        [Description("The customer it is about."), Record(Kinds.Customer)] string? customer = null,
        [Description("The opportunity it is about."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("The ticket it is about."), Record(Kinds.Ticket)] string? ticket = null,
        [Description("How many minutes before the due time to remind as well.")] int? remindBefore = null,
        [Description("How it comes again; completing one makes the next."), OneOf("none", "daily", "weekly", "monthly", "workdays")] string? repeat = null,
        [Description("Every how many days, weeks or months.")] int? repeatEvery = null,
        [Description("The last day on which it may come again.")] DateOnly? repeatUntil = null,
        [Description("How many times in all.")] int? repeatCount = null,
        CancellationToken ct = default)
    {
        if (due is null && repeat is not (null or "none")) return new Ask("due", AnswerKind.Date, context.Words.Say("ask.repeat.first"), []);
        var to = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (to?.Problem is { } noUser) return noUser;
        var about = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (about?.Problem is { } noCustomer) return noCustomer;
        var sale = await context.Resolve.OptionalAsync(Kinds.Opportunity, "opportunity", opportunity, ct, about?.Id);
        if (sale?.Problem is { } noOpportunity) return noOpportunity;
        var request = await context.Resolve.OptionalAsync(Kinds.Ticket, "ticket", ticket, ct, about?.Id);
        if (request?.Problem is { } noTicket) return noTicket;
        var created = await context.Session.RunAsync(
            new CreateTask
            {
                Title = char.IsLower(title[0]) ? char.ToUpperInvariant(title[0]) + title[1..] : title,
                Due = due?.Due(context.Actor.TimeZone),
                AssigneeId = to?.Id,
                CustomerId = about?.Id,
                OpportunityId = sale?.Id,
                TicketId = request?.Id,
                RemindBefore = remindBefore,
                Recurrence = Repeats.Read(repeat, repeatEvery, repeatUntil, repeatCount),
            },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([TaskLines.Created(context, created.Value)], TaskLines.Focus(created.Value));
    }
}

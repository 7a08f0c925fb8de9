using System.ComponentModel;
using BotCrm.Core.Bulk;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Opportunities;
using BotCrm.Skills.Segments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Bulk;

[Skill("bulk_update", Effect.Write, Risk.High, "Changes many customers, opportunities, tasks or tickets alike: those of a segment or that fit all given filters.")]
public static class BulkUpdateSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which kind of records."), OneOf("customers", "opportunities", "tasks", "tickets")] string records,
        [Description("Customers of this segment.")] string? segment = null,
        [Description("Customers in this city.")] string? city = null,
        [Description("Customers in this industry.")] string? industry = null,
        [Description("Customers with this tag.")] string? tag = null,
        [Description("Customers in this lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Customers without an interaction for this many days.")] int? quietDays = null,
        [Description("Records of this owner or assignee."), Record(Kinds.User)] string? owner = null,
        [Description("Records of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Opportunities in this stage, by its code or name.")] string? stage = null,
        [Description("Tickets in this state."), OneOf("open", "pending", "resolved")] string? status = null,
        [Description("Tickets of this priority."), OneOf("low", "normal", "high", "urgent")] string? priority = null,
        [Description("Opportunities past their close date, tasks past due.")] bool? overdue = null,
        [Description("Tickets that nobody has.")] bool? unassigned = null,
        [Description("The company's own fields that customers, opportunities or tickets must fit, each as code=condition: a value, a range such as 10..50, * for any, !* for none.")] IReadOnlyList<string>? own = null,
        [Description("The new owner or assignee."), Record(Kinds.User)] string? newOwner = null,
        [Description("Tags to put on customers.")] IReadOnlyList<string>? addTags = null,
        [Description("Tags to take off customers.")] IReadOnlyList<string>? removeTags = null,
        [Description("The customers' new lifecycle."), OneOf("potential", "interested", "won", "churned")] string? newLifecycle = null,
        [Description("The customers' new industry.")] string? newIndustry = null,
        [Description("The customers' new rating, 1 to 5.")] int? newRating = null,
        [Description("The opportunities' new stage, an open one, by its code or name.")] string? newStage = null,
        [Description("The opportunities' new close date.")] DateOnly? newCloseDate = null,
        [Description("The tickets' new state."), OneOf("open", "pending", "resolved")] string? newStatus = null,
        [Description("The tickets' new priority."), OneOf("low", "normal", "high", "urgent")] string? newPriority = null,
        [Description("When the tasks are due from now on.")] DateOnly? newDue = null,
        [Description("Whether the tasks are done.")] bool? done = null,
        [Description("The company's own fields to set, each as code=value; nothing after the = empties one.")] IReadOnlyList<string>? newOwn = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var to = await context.Resolve.OptionalAsync(Kinds.User, "new_owner", newOwner, ct);
        if (to?.Problem is { } noNewOwner) return noNewOwner;
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var (toStage, noStage) = StageChoice.Read(context, newStage, open: true, "new_stage");
        if (noStage is not null) return noStage;
        var (where, noWhere) = OwnPairs.Read(own, "own");
        if (noWhere is not null) return noWhere;
        var (values, noValues) = OwnPairs.Read(newOwn, "new_own");
        if (noValues is not null) return noValues;
        SegmentView? within = null;
        if (segment is not null)
        {
            (within, var problem) = await SegmentChoice.FindAsync(context, "segment", segment, ct);
            if (problem is not null) return problem;
        }

        var selection = Select(records, within?.Id, by?.Id, of?.Id);
        var update = new BulkUpdate
        {
            Selection = selection,
            Change = new BulkChange
            {
                OwnerId = to?.Id,
                AddTags = addTags ?? [],
                RemoveTags = removeTags ?? [],
                Lifecycle = Member<Lifecycle>(newLifecycle),
                Industry = newIndustry,
                Rating = newRating,
                Stage = toStage?.Code,
                CloseDate = newCloseDate,
                Status = Member<TicketStatus>(newStatus),
                Priority = Member<TicketPriority>(newPriority),
                Due = newDue is { } day ? DueTime.On(day) : null,
                Done = done,
                Custom = values?.ToDictionary(pair => pair.Key, pair => pair.Value.Length == 0 ? null : (object?)pair.Value),
            },
        };
        var result = await context.Session.RunAsync(update, ct);
        if (!result.Ok) return new Refused(result.Failure);
        var words = context.Words;
        var changes = new FactList(words)
            .Add("new_owner", to?.Name).Add("add_tags", addTags ?? []).Add("remove_tags", removeTags ?? [])
            .Add("new_lifecycle", newLifecycle is null ? null : words.Term("lifecycle", newLifecycle)).Add("new_industry", newIndustry).Add("new_rating", newRating)
            .Add("new_stage", toStage is { } next ? words.Stage(next.Code, context.Session.Pipelines.Said(newStage!)?.Name) : null).Add("new_close_date", newCloseDate is { } closes ? words.Day(closes) : null)
            .Add("new_status", newStatus is null ? null : words.Term("status", newStatus)).Add("new_priority", newPriority is null ? null : words.Term("priority", newPriority))
            .Add("new_due", newDue is { } due ? words.Day(due) : null).Add("done", done is { } yes ? words.YesNo(yes) : null).All;
        return new Done(BulkLines.Of(context, result.Value, changes), []);

        BulkSelection Select(string which, long? segmentId, long? ownerId, long? customerId)
        {
            // "All of them" must be said by some filter: a bare kind selects nothing.
            var filtered = new object?[] { segment, city, industry, tag, lifecycle, quietDays, owner, customer, stage, status, priority, overdue, unassigned, where }.Any(given => given is not null);
            var none = new BulkSelection { Kind = Search.SearchSkill.KindOf(which) };
            return !filtered ? none : which switch
            {
                "customers" => none with
                {
                    SegmentId = segmentId,
                    Customers = new CustomerFilter
                    {
                        Ids = customerId is { } one ? [one] : [],
                        Cities = city is null ? [] : [city],
                        Industries = industry is null ? [] : [industry],
                        TagsAny = tag is null ? [] : [tag],
                        Lifecycles = lifecycle is null ? [] : [Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true)],
                        OwnerIds = ownerId is { } owned ? [owned] : [],
                        QuietDays = quietDays,
                        Custom = where,
                    },
                },
                "opportunities" => none with { Opportunities = new ListOpportunities { OwnerId = ownerId, CustomerId = customerId, Stage = AtStage(context, stage), Open = stage is null ? true : null, Overdue = overdue, Custom = where } },
                "tasks" => none with { Tasks = new ListTasks { AssigneeId = ownerId, CustomerId = customerId, Overdue = overdue, Done = false } },
                _ => none with { Tickets = new ListTickets { AssigneeId = ownerId, CustomerId = customerId, Status = Member<TicketStatus>(status), Open = status is null ? true : null, Priority = Member<TicketPriority>(priority), Unassigned = unassigned, Custom = where } },
            };
        }
    }

    // One that configuration no longer has may still be stored; the list refuses what is neither.
    private static Stage? AtStage(SkillContext context, string? said) => said is null ? null : context.Session.Pipelines.Said(said)?.Stage ?? new Stage(said);

    private static T? Member<T>(string? name)
        where T : struct, Enum => name is null ? null : Enum.Parse<T>(name, ignoreCase: true);
}

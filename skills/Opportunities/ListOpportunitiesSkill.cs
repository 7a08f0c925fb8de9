using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("list_opportunities", Effect.Read, Risk.None, "Lists opportunities that fit all given filters.")]
public static class ListOpportunitiesSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Only of this team."), Record(Kinds.Team)] string? team = null,
        [Description("Only in this stage, by its code or name.")] string? stage = null,
        [Description("True: not won or lost. False: won or lost.")] bool? open = null,
        [Description("Open and past the close date.")] bool? overdue = null,
        [Description("Close date from.")] DateOnly? closeFrom = null,
        [Description("Close date to, inclusive.")] DateOnly? closeTo = null,
        [Description("Won or lost from.")] DateOnly? closedFrom = null,
        [Description("Won or lost to, inclusive.")] DateOnly? closedTo = null,
        [Description("At least this amount.")] decimal? minAmount = null,
        [Description("At most this amount.")] decimal? maxAmount = null,
        [Description("ISO 4217 code.")] string? currency = null,
        [Description("Part of a name.")] string? search = null,
        [Description("Order."), OneOf("close_date", "amount", "name", "created", "updated", "stage")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        [Description("Only in the pipeline with this code.")] string? pipeline = null,
        [OwnFields(Kinds.Opportunity, OwnFieldUse.Filter)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var (at, noStage) = StageChoice.Read(context, stage, open: false);
        if (noStage is not null) return noStage;
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return noOwner;
        var group = await context.Resolve.OptionalAsync(Kinds.Team, "team", team, ct);
        if (group?.Problem is { } noTeam) return noTeam;
        var zone = context.Actor.TimeZone;
        var query = new ListOpportunities
        {
            CustomerId = of?.Id,
            OwnerId = by?.Id,
            TeamId = group?.Id,
            Stage = at,
            Pipeline = pipeline,
            Open = open,
            Overdue = overdue,
            CloseFrom = closeFrom,
            CloseTo = closeTo,
            ClosedFrom = closedFrom is { } first ? DayOrTime.StartOf(first, zone) : null,
            ClosedTo = closedTo is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
            MinAmount = minAmount,
            MaxAmount = maxAmount,
            Currency = currency,
            Search = search,
            Custom = CustomArguments.Conditions(custom),
            Paging = ListAnswer.Page(context, limit, sort, descending ?? false),
        };
        var page = await context.Session.AskAsync(query, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "opportunities").Where(context, Kinds.Opportunity, custom)
            .Only("open", open == true)
            .Only("closed", open == false)
            .Only("past_close_date", overdue == true)
            .Where("customer", of?.Name)
            .Where("owner", by?.Name)
            .Where("team", group?.Name)
            .Where("stage", at is { } shown ? StageChoice.Name(context, shown) : null)
            .Where("pipeline", pipeline)
            .Between("close_date", closeFrom, closeTo)
            .Between("closed", closedFrom, closedTo)
            .Where("min_amount", minAmount is { } min ? words.Number(min) : null)
            .Where("max_amount", maxAmount is { } max ? words.Number(max) : null)
            .Where("currency", currency)
            .Where("search", search)
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["opportunity", "customer", "stage", "amount", "close_date", "owner", .. OwnFieldFacts.Columns(context, Kinds.Opportunity, custom)],
                OpportunityLines.Ref,
                o => [o.Name, o.CustomerName, words.Stage(o), OpportunityLines.Amount(context, o) ?? "", o.CloseDate is { } day ? words.Day(day) : "", o.OwnerName, .. OwnFieldFacts.Cells(context, Kinds.Opportunity, custom, o.Custom)]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}

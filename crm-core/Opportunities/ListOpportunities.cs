using System.Runtime.CompilerServices;
using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>Opportunities. Sorts: close_date (default), amount, name, created, updated, stage.</summary>
[Requires(Permissions.OpportunitiesRead)]
public sealed record ListOpportunities : Query<Page<OpportunityView>>
{
    private static Sorts<OpportunityRow> Sorts() => new Sorts<OpportunityRow>(row => row.Opportunity.Id)
        .By("close_date", row => row.Opportunity.CloseDate)
        .By("amount", row => row.Opportunity.AmountMinor)
        .By("name", row => row.Opportunity.Name)
        .By("created", row => row.Opportunity.CreatedAt)
        .By("updated", row => row.Opportunity.UpdatedAt);

    // One order of stages per configuration; building one costs more than a query.
    private static readonly ConditionalWeakTable<Pipelines, Sorts<OpportunityRow>> ByStage = [];

    public long? CustomerId { get; init; }

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public Stage? Stage { get; init; }

    /// <summary>Code of a pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>True: not won or lost; false: won or lost.</summary>
    public bool? Open { get; init; }

    public bool? Overdue { get; init; }

    public DateOnly? CloseFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? CloseTo { get; init; }

    public DateTimeOffset? ClosedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? ClosedTo { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Currency { get; init; }

    public string? Search { get; init; }

    /// <summary>Conditions on the company's own fields, by code: a value, several parted by commas, a range <c>10..50</c>, <c>*</c> any, <c>!*</c> none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<OpportunityView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        var currency = check.Currency(Currency, "currency");
        if (Stage is { } known && session.Pipelines.Find(known) is null && !await session.Db.Opportunities.AnyAsync(one => one.Stage == known, ct))
            check.Fail(OpportunityFailures.UnknownStage(session.Pipelines.All.SelectMany(one => one.Stages).DistinctBy(one => one.Code), known));
        check.Range(MinAmount, 0, Money.Max, "minAmount");
        check.Range(MaxAmount, 0, Money.Max, "maxAmount");
        if (check.Failure is { } failure)
            return failure;

        var rows = OpportunityRows.Of(session, session.Actor.SeesMuch ? ScopeUse.Check : ScopeUse.Lead);
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Opportunity.CustomerId == customer);
        if (OwnerId is { } owner)
            rows = rows.Where(row => row.Opportunity.OwnerId == owner);
        if (TeamId is { } team)
        {
            var members = (await session.DirectoryAsync(ct)).MembersOf(team);
            rows = rows.Where(row => members.Contains(row.Opportunity.OwnerId));
        }

        if (Pipeline is { } pipeline)
            rows = rows.Where(row => row.Opportunity.Pipeline == pipeline);
        if (Stage is { } stage)
            rows = rows.Where(row => row.Opportunity.Stage == stage);
        if (Open is { } open)
            rows = open ? rows.Where(row => row.Opportunity.ClosedAt == null) : rows.Where(row => row.Opportunity.ClosedAt != null);
        if (Overdue is { } overdue)
        {
            var today = session.Today;
            rows = overdue
                ? rows.Overdue(session)
                : rows.Where(row => row.Opportunity.ClosedAt != null || row.Opportunity.CloseDate == null || row.Opportunity.CloseDate >= today);
        }

        if (CloseFrom is { } closeFrom)
            rows = rows.Where(row => row.Opportunity.CloseDate >= closeFrom);
        if (CloseTo is { } closeTo)
            rows = rows.Where(row => row.Opportunity.CloseDate <= closeTo);
        if (ClosedFrom is { } closedFrom)
            rows = rows.Where(row => row.Opportunity.ClosedAt >= closedFrom);
        if (ClosedTo is { } closedTo)
            rows = rows.Where(row => row.Opportunity.ClosedAt < closedTo);
        if (MinAmount is { } min)
        {
            var minor = new Money(min, "").Minor;
            rows = rows.Where(row => row.Opportunity.AmountMinor >= minor);
        }

        if (MaxAmount is { } max)
        {
            var minor = new Money(max, "").Minor;
            rows = rows.Where(row => row.Opportunity.AmountMinor <= minor);
        }

        if (currency is not null)
            rows = rows.Where(row => row.Opportunity.Currency == currency);
        rows = await rows.HoldingAsync(session.Db, (Kinds.Opportunity, SearchColumn.Name), Search, session.Db.Opportunities.Select(one => one.Id), row => row.Opportunity.Id, row => row.Opportunity.CustomerId, ct, row => row.Opportunity.Name, row => row.CustomerName);

        if (Custom is not null)
        {
            var fitting = await rows.HoldingAsync(session, Kinds.Opportunity, Custom, row => row.Opportunity.Id, row => row.Opportunity.CustomerId, ct);
            if (!fitting.Ok)
                return fitting.Failure;
            rows = fitting.Value;
        }
        var page = await ByStage.GetValue(session.Pipelines, OrderFor).PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<OpportunityView>(await OpportunityRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }

    /// <summary>Stages are stored as words and ordered as the sale goes.</summary>
    private static Sorts<OpportunityRow> OrderFor(Pipelines pipelines)
    {
        var stages = pipelines.All.SelectMany(one => one.Stages).Select(one => one.Stage).Distinct().ToList();
        return Sorts().ByRank("stage", row => row.Opportunity.Stage, stages);
    }
}

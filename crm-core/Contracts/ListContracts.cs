using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>Contracts. Sorts: ends (default), created, value, start, title, number.</summary>
[Requires(Permissions.ContractsRead)]
public sealed record ListContracts : Query<Page<ContractView>>
{
    private static readonly Sorts<ContractRow> Order = new Sorts<ContractRow>(row => row.Contract.Id)
        .By("ends", row => row.Contract.EndsOn)
        .By("created", row => row.Contract.CreatedAt)
        .By("value", row => row.Contract.ValueMinor)
        .By("starts", row => row.Contract.StartsOn)
        .By("title", row => row.Contract.Title)
        .By("number", row => row.Contract.Number);

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? OwnerId { get; init; }

    public ContractStatus? Status { get; init; }

    public Renewal? Renewal { get; init; }

    /// <summary>Active, and the last day lies at most so many days ahead.</summary>
    public int? EndsWithinDays { get; init; }

    public DateOnly? EndsFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? EndsTo { get; init; }

    /// <summary>Part of the title, or the number.</summary>
    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<ContractView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Known(Status, "status");
        check.Known(Renewal, "renewal");
        check.Range(EndsWithinDays, 0, 36500, "endsWithin");
        if (check.Failure is { } failure)
            return failure;
        var rows = ContractRows.Of(session);
        var today = session.CompanyToday;
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Contract.CustomerId == customer);
        if (OpportunityId is { } opportunity)
            rows = rows.Where(row => row.Contract.OpportunityId == opportunity);
        if (OwnerId is { } owner)
            rows = rows.Where(row => row.Contract.OwnerId == owner);
        if (Renewal is { } renewal)
            rows = rows.Where(row => row.Contract.Renewal == renewal);
        if (EndsWithinDays is { } days)
        {
            var last = today.AddDays(days);
            rows = rows.Where(row => row.Contract.Status == ContractStatus.Active && row.Contract.EndsOn >= today && row.Contract.EndsOn <= last);
        }

        if (EndsFrom is { } from)
            rows = rows.Where(row => row.Contract.EndsOn >= from);
        if (EndsTo is { } to)
            rows = rows.Where(row => row.Contract.EndsOn <= to);
        rows = Status switch
        {
            null => rows,
            ContractStatus.Ended => rows.Where(row => row.Contract.Status == ContractStatus.Active && row.Contract.EndsOn < today),
            ContractStatus.Active => rows.Where(row => row.Contract.Status == ContractStatus.Active && (row.Contract.EndsOn == null || row.Contract.EndsOn >= today)),
            { } status => rows.Where(row => row.Contract.Status == status),
        };
        rows = await rows.HoldingAsync(session.Db, Search, row => row.Contract.CustomerId, row => row.CustomerName, ct, row => row.Contract.Title, row => row.Contract.Number);

        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<ContractView>(await ContractRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>Quotes. Sorts: created (default), total, valid_until, number.</summary>
[Requires(Permissions.QuotesRead)]
public sealed record ListQuotes : Query<Page<QuoteView>>
{
    private static readonly Sorts<QuoteRow> Order = new Sorts<QuoteRow>(row => row.Quote.Id)
        .By("created", row => row.Quote.CreatedAt)
        .By("total", row => row.Quote.TotalMinor)
        .By("valid_until", row => row.Quote.ValidUntil)
        .By("number", row => row.Quote.Number);

    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    /// <summary>The opportunity's owner.</summary>
    public long? OwnerId { get; init; }

    public QuoteStatus? Status { get; init; }

    /// <summary>True: only the newest versions; false: only replaced ones.</summary>
    public bool? Current { get; init; }

    /// <summary>Neither answered nor replaced nor expired.</summary>
    public bool? Open { get; init; }

    /// <summary>A number such as Q-2026-0001, with or without its version.</summary>
    public string? Number { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<QuoteView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Known(Status, "status");
        if (check.Failure is { } failure)
            return failure;
        var rows = QuoteRows.Of(session);
        var today = session.CompanyToday;
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.CustomerId == customer);
        if (OpportunityId is { } opportunity)
            rows = rows.Where(row => row.Quote.OpportunityId == opportunity);
        if (OwnerId is { } owner)
            rows = rows.Where(row => row.OwnerId == owner);
        if (Current is { } current)
            rows = rows.Where(row => (row.Quote.Status != QuoteStatus.Replaced) == current);
        if (Open is { } open)
        {
            rows = open
                ? rows.Where(row => row.Quote.Status == QuoteStatus.Draft || row.Quote.Status == QuoteStatus.Waiting || row.Quote.Status == QuoteStatus.Approved
                    || (row.Quote.Status == QuoteStatus.Sent && (row.Quote.ValidUntil == null || row.Quote.ValidUntil >= today)))
                : rows.Where(row => row.Quote.Status != QuoteStatus.Draft && row.Quote.Status != QuoteStatus.Waiting && row.Quote.Status != QuoteStatus.Approved
                    && (row.Quote.Status != QuoteStatus.Sent || row.Quote.ValidUntil < today));
        }

        rows = Status switch
        {
            null => rows,
            QuoteStatus.Expired => rows.Where(row => row.Quote.Status == QuoteStatus.Sent && row.Quote.ValidUntil < today),
            QuoteStatus.Sent => rows.Where(row => row.Quote.Status == QuoteStatus.Sent && (row.Quote.ValidUntil == null || row.Quote.ValidUntil >= today)),
            { } status => rows.Where(row => row.Quote.Status == status),
        };
        if (Number?.Trim().ToUpperInvariant() is { Length: > 0 } number)
        {
            var (bare, revision) = Split(number);
            rows = rows.Where(row => row.Quote.Number == bare && (revision == null || row.Quote.Revision == revision));
        }

        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<QuoteView>(await QuoteRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }

    private static (string Number, int? Revision) Split(string number)
    {
        var parts = number.Split('-');
        return parts is ["Q", var year, var count, var version] && int.TryParse(version, out var revision) ? ($"Q-{year}-{count}", revision) : (number, null);
    }
}

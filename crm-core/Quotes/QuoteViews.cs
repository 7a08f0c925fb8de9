namespace BotCrm.Core.Quotes;

/// <summary>
/// <paramref name="Status"/> is that of today (expired comes with the day). <paramref name="Discount"/>: all discounts together in percent of the
/// list price, two decimals. <paramref name="NeedsApproval"/>: it cannot be sent before somebody approved the discount.
/// </summary>
public sealed record QuoteView(
    long Id,
    long OpportunityId,
    string OpportunityName,
    long CustomerId,
    string CustomerName,
    string Number,
    int Revision,
    string FullNumber,
    QuoteStatus Status,
    DateOnly? ValidUntil,
    string Currency,
    IReadOnlyList<QuoteLine> Lines,
    decimal DiscountPercent,
    decimal? TaxPercent,
    QuoteTotals Totals,
    decimal Discount,
    bool NeedsApproval,
    string? Note,
    long MakerId,
    string MakerName,
    string? ApproverName,
    string? DecisionNote,
    string? DeclineReason,
    DateTimeOffset? SentAt,
    DateTimeOffset? DecidedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    /// <summary>The total in the company's currency by the rate of the day it was made; null when no rate is known.</summary>
    public decimal? CompanyTotal { get; init; }
}

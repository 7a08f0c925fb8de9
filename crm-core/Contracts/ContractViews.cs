namespace BotCrm.Core.Contracts;

/// <summary>
/// <paramref name="Status"/> is that of today (ended comes with the day). <paramref name="NoticeBy"/>: the last day on which notice can be given.
/// <paramref name="Planned"/> and <paramref name="Received"/>: sums of its payments.
/// </summary>
public sealed record ContractView(
    long Id,
    string Number,
    string Title,
    long CustomerId,
    string CustomerName,
    long? OpportunityId,
    long? QuoteId,
    string? QuoteNumber,
    long? RenewsId,
    long? RenewedById,
    long OwnerId,
    string OwnerLogin,
    string OwnerName,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    DateOnly? NoticeBy,
    decimal Value,
    string Currency,
    string? ValueReason,
    Renewal Renewal,
    int? NoticeDays,
    ContractStatus Status,
    string? CancelReason,
    DateTimeOffset? CancelledAt,
    decimal Planned,
    decimal Received,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    /// <summary>The value in the company's currency by the rate of the day it began, or of today while that lies ahead; null when no rate is known.</summary>
    public decimal? CompanyValue { get; init; }
}

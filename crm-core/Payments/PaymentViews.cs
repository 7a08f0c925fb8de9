namespace BotCrm.Core.Payments;

/// <summary><paramref name="Status"/> is that of today in the company's time zone. <paramref name="DaysOverdue"/> is 0 unless overdue.</summary>
public sealed record PaymentView(
    long Id,
    long ContractId,
    string ContractNumber,
    string ContractTitle,
    long CustomerId,
    string CustomerName,
    int Number,
    DateOnly DueOn,
    decimal Amount,
    decimal Received,
    decimal Open,
    string Currency,
    DateOnly? ReceivedOn,
    PaymentStatus Status,
    int DaysOverdue,
    string? Note,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    /// <summary>What is open, in the company's currency by today's rate; null when no rate is known.</summary>
    public decimal? CompanyOpen { get; init; }
}

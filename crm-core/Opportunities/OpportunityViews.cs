namespace BotCrm.Core.Opportunities;

/// <summary>Amount is null when none was named or when the actor may not see amounts (<paramref name="AmountHidden"/>). Overdue: open and its close date has passed.</summary>
public sealed record OpportunityView(
    long Id,
    long CustomerId,
    string CustomerName,
    string Name,
    Stage Stage,
    decimal? Amount,
    string Currency,
    bool AmountHidden,
    DateOnly? CloseDate,
    bool Overdue,
    long OwnerId,
    string OwnerLogin,
    string OwnerName,
    string? LossReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset StageSince,
    DateTimeOffset? ClosedAt,
    int Version);

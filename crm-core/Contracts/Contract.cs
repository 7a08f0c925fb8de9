namespace BotCrm.Core.Contracts;

public enum ContractStatus
{
    Draft,
    Active,

    /// <summary>Its last day is over. Never stored: it comes with the day.</summary>
    Ended,
    Cancelled,
}

public enum Renewal
{
    None,
    Manual,
    Automatic,
}

/// <summary>What was agreed with a customer, and for how much.</summary>
public sealed class Contract
{
    public long Id { get; internal set; }

    /// <summary>C-2026-0001: counted per year.</summary>
    public string Number { get; internal set; } = "";

    public string Title { get; internal set; } = "";

    public long CustomerId { get; internal set; }

    public long? OpportunityId { get; internal set; }

    public long? QuoteId { get; internal set; }

    /// <summary>The contract that this one follows.</summary>
    public long? RenewsId { get; internal set; }

    public long OwnerId { get; internal set; }

    public DateOnly StartsOn { get; internal set; }

    /// <summary>The last day; null: until cancelled.</summary>
    public DateOnly? EndsOn { get; internal set; }

    /// <summary>What the customer pays in all, tax included, in hundredths.</summary>
    public long ValueMinor { get; internal set; }

    public string Currency { get; internal set; } = "";

    /// <summary>Why the value is not that of the quote.</summary>
    public string? ValueReason { get; internal set; }

    public Renewal Renewal { get; internal set; }

    /// <summary>How many days before the end notice must be given.</summary>
    public int? NoticeDays { get; internal set; }

    public ContractStatus Status { get; internal set; }

    public string? CancelReason { get; internal set; }

    public DateTimeOffset? CancelledAt { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }

    internal ContractStatus StatusOn(DateOnly day) => Status == ContractStatus.Active && EndsOn < day ? ContractStatus.Ended : Status;
}

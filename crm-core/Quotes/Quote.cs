using System.Globalization;

namespace BotCrm.Core.Quotes;

public enum QuoteStatus
{
    Draft,

    /// <summary>Its discount waits for somebody with the right to approve it.</summary>
    Waiting,
    Approved,
    Sent,
    Accepted,
    Declined,

    /// <summary>Sent, and its last valid day is over. Never stored: it comes with the day.</summary>
    Expired,

    /// <summary>There is a newer version of it.</summary>
    Replaced,
}

/// <summary>An offer for an opportunity. Versions of one offer share the number and count the revision.</summary>
public sealed class Quote
{
    public long Id { get; internal set; }

    public long OpportunityId { get; internal set; }

    /// <summary>Q-2026-0001: counted per year.</summary>
    public string Number { get; internal set; } = "";

    public int Revision { get; internal set; }

    public QuoteStatus Status { get; internal set; }

    /// <summary>The last day on which it can be accepted.</summary>
    public DateOnly? ValidUntil { get; internal set; }

    public string Currency { get; internal set; } = "";

    public IReadOnlyList<QuoteLine> Lines { get; internal set; } = [];

    public decimal DiscountPercent { get; internal set; }

    public decimal? TaxPercent { get; internal set; }

    /// <summary>What the lines would cost without any discount.</summary>
    public long ListMinor { get; internal set; }

    public long SubtotalMinor { get; internal set; }

    public long NetMinor { get; internal set; }

    public long TaxMinor { get; internal set; }

    public long TotalMinor { get; internal set; }

    public string? Note { get; internal set; }

    /// <summary>Who last set its prices.</summary>
    public long MakerId { get; internal set; }

    public long? ApproverId { get; internal set; }

    /// <summary>What the approver said, approving or rejecting.</summary>
    public string? DecisionNote { get; internal set; }

    public string? DeclineReason { get; internal set; }

    public DateTimeOffset? SentAt { get; internal set; }

    /// <summary>When the customer accepted or declined.</summary>
    public DateTimeOffset? DecidedAt { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }

    /// <summary>The number, with the version from the second on: Q-2026-0001-2.</summary>
    public string FullNumber => Revision == 1 ? Number : string.Create(CultureInfo.InvariantCulture, $"{Number}-{Revision}");

    internal bool Editable => Status is QuoteStatus.Draft or QuoteStatus.Waiting or QuoteStatus.Approved;

    internal QuoteStatus StatusOn(DateOnly day) => Status == QuoteStatus.Sent && ValidUntil < day ? QuoteStatus.Expired : Status;

    /// <summary>The discount all in all, lines and whole together, is above so many percent of the list price.</summary>
    internal bool DiscountAbove(decimal percent) => NetMinor * 100m < ListMinor * (100m - percent);
}

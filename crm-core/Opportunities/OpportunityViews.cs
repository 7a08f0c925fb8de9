using BotCrm.Core.Primitives;

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
    int Version)
{
    /// <summary>Code of its pipeline.</summary>
    public string Pipeline { get; init; } = Pipelines.DefaultCode;

    /// <summary>What the stage is called; null when configuration does not know it any more.</summary>
    public LocalName? StageName { get; init; }

    /// <summary>How likely it is won, in percent: its own (<see cref="OwnProbability"/>), else its stage's.</summary>
    public int Probability { get; init; }

    public int? OwnProbability { get; init; }

    /// <summary>The company's own fields by code: a text, decimal, bool or list of texts. Sensitive ones masked for whom contact details are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    /// <summary>Won or lost.</summary>
    public bool Closed => ClosedAt is not null;

    /// <summary>Open, and longer in its stage than the pipeline finds healthy.</summary>
    public bool Rotting { get; init; }

    /// <summary>The amount in the company's currency by the rate of today, or of the day it was closed; null when no rate is known or amounts are hidden.</summary>
    public decimal? CompanyAmount { get; init; }
}

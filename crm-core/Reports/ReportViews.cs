using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Core.Reports;

/// <summary>A stage of the open pipeline in one currency.</summary>
public sealed record StageRow(Stage Stage, int Count, Money Amount)
{
    /// <summary>What the stage is called; null when configuration does not know it any more.</summary>
    public LocalName? Name { get; init; }

    /// <summary>The stage's place in the order of the sale.</summary>
    public int Rank { get; init; }

    /// <summary>Of closed ones: won, not lost.</summary>
    public bool Won { get; init; }

    /// <summary>What is counted decides, not what it is called.</summary>
    public bool Equals(StageRow? other) => other is not null && Stage == other.Stage && Count == other.Count && Amount == other.Amount;

    public override int GetHashCode() => HashCode.Combine(Stage, Count, Amount);
}

/// <summary>Open opportunities by stage and currency, as of now; won and lost within the period beside them. Amounts are never added across currencies.</summary>
public sealed record Pipeline(IReadOnlyList<StageRow> Open, IReadOnlyList<StageRow> Closed, int OpenCount, IReadOnlyList<Money> OpenTotal);

/// <summary>
/// Forecast for opportunities closing in the period, one row per currency. Won: already won. Committed: won + negotiation.
/// BestCase: won + all open. Weighted: won + sum of open amounts times the stage's probability.
/// </summary>
public sealed record ForecastRow(string Currency, Money Won, Money Committed, Money BestCase, Money Weighted, int OpenCount);

/// <summary>Won and lost in the period. WinRate = won / (won + lost), null when both are zero.</summary>
public sealed record PerformanceRow(Ref? Person, string Currency, int WonCount, Money WonAmount, int LostCount, Money LostAmount, decimal? WinRate)
{
    /// <summary>The team's name, or the first day of the month or quarter; null for a person and for the total.</summary>
    public string? Group { get; init; }

    public bool IsTotal => Person is null && Group is null;
}

/// <summary>By what sales are added up.</summary>
public enum PerformanceDimension
{
    Person,
    Team,
    Month,
    Quarter,
}

/// <summary>What needs somebody's attention: opportunities past their close date, customers without an interaction for some days, overdue tasks. Up to 20 each, with full counts.</summary>
public sealed record Attention(
    IReadOnlyList<OpportunityView> OverdueOpportunities,
    int OverdueOpportunityCount,
    IReadOnlyList<CustomerView> NeglectedCustomers,
    int NeglectedCustomerCount,
    IReadOnlyList<TaskView> OverdueTasks,
    int OverdueTaskCount);

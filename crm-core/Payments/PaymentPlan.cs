namespace BotCrm.Core.Payments;

/// <summary>How a contract is to be paid: either instalments one by one, or so many equal ones at an interval.</summary>
public sealed record PaymentPlan
{
    public IReadOnlyList<Instalment> Instalments { get; init; } = [];

    /// <summary>So many equal instalments; what does not divide is in the last one.</summary>
    public int? Count { get; init; }

    public PlanInterval Every { get; init; } = PlanInterval.Month;

    /// <summary>Day of the first of the equal ones; the contract's start unless given.</summary>
    public DateOnly? First { get; init; }
}

public enum PlanInterval
{
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>One instalment: an amount, a percentage of the value, or neither for all that the others leave over. Without a day it is due on the contract's start.</summary>
public sealed record Instalment
{
    public decimal? Amount { get; init; }

    public decimal? Percent { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>Due on the contract's last day.</summary>
    public bool AtEnd { get; init; }

    public string? Note { get; init; }
}

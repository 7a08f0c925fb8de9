using BotCrm.Core.Fields;

namespace BotCrm.Core.Customers;

public enum Lifecycle
{
    Potential,
    Interested,
    Won,
    Churned,
}

/// <summary>A company (or person) that buys or may buy.</summary>
public sealed class Customer : CustomRecord
{
    public string Name { get; internal set; } = "";

    /// <summary>Other names people use for it: short names, former names, the name in another script.</summary>
    public IReadOnlyList<string> Aliases { get; internal set; } = [];

    public string? Industry { get; internal set; }

    public string? City { get; internal set; }

    /// <summary>Where it came from: fair, referral, website …</summary>
    public string? Source { get; internal set; }

    public Lifecycle Lifecycle { get; internal set; }

    public IReadOnlyList<string> Tags { get; internal set; } = [];

    public string? Notes { get; internal set; }

    /// <summary>Registration or tax number.</summary>
    public string? RegistrationNumber { get; internal set; }

    public string? Website { get; internal set; }

    public IReadOnlyList<string> EmailDomains { get; internal set; } = [];

    public string? Phone { get; internal set; }

    public string? Address { get; internal set; }

    public string? Country { get; internal set; }

    public CompanySize? Size { get; internal set; }

    public int? Employees { get; internal set; }

    public long? AnnualRevenueMinor { get; internal set; }

    public string? RevenueCurrency { get; internal set; }

    public string? Preferences { get; internal set; }

    /// <summary>The customer above it.</summary>
    public long? ParentId { get; internal set; }

    /// <summary>1 (least important) to 5.</summary>
    public int? Rating { get; internal set; }

    public DateOnly? FoundedOn { get; internal set; }

    public long OwnerId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>When the newest interaction took place; kept by the interaction commands.</summary>
    public DateTimeOffset? LastInteractionAt { get; internal set; }

    public int Version { get; internal set; }
}

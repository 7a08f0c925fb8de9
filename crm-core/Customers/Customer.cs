namespace BotCrm.Core.Customers;

public enum Lifecycle
{
    Potential,
    Interested,
    Won,
    Churned,
}

/// <summary>A company (or person) that buys or may buy.</summary>
public sealed class Customer
{
    public long Id { get; internal set; }

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

    public long OwnerId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>When the newest interaction took place; kept by the interaction commands.</summary>
    public DateTimeOffset? LastInteractionAt { get; internal set; }

    public int Version { get; internal set; }
}

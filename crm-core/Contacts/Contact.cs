using BotCrm.Core.Fields;

namespace BotCrm.Core.Contacts;

/// <summary>A person at a customer.</summary>
public sealed class Contact : CustomRecord
{
    public long CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long CustomerOwnerId { get; private set; }

    public string Name { get; internal set; } = "";

    /// <summary>Job title or function: "purchasing manager", "采购总监".</summary>
    public string? Title { get; internal set; }

    public string? Phone { get; internal set; }

    public string? Email { get; internal set; }

    public string? WeChat { get; internal set; }

    /// <summary>Number of an identity card, passport or the like.</summary>
    public string? IdNumber { get; internal set; }

    public string? Notes { get; internal set; }

    public DecisionRole? DecisionRole { get; internal set; }

    public ContactChannel? PreferredChannel { get; internal set; }

    public string? Language { get; internal set; }

    public bool DoNotContact { get; internal set; }

    public DateOnly? Birthday { get; internal set; }

    public DateOnly? Anniversary { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }
}

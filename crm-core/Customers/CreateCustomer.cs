using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Adds a customer, owned by the actor unless a manager or admin names another owner. Refused as conflict (duplicate_customer) when a visible customer has the same normalised name, unless AllowDuplicate.</summary>
public sealed record CreateCustomer : Command<CustomerView>
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle Lifecycle { get; init; } = Lifecycle.Potential;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Notes { get; init; }

    public long? OwnerId { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public bool AllowDuplicate { get; init; }

    protected internal override Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

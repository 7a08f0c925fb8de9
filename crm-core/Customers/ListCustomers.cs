using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Customers. Sorts: name (default), created, updated, last_interaction.</summary>
public sealed record ListCustomers : Query<Page<CustomerView>>
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public string? Tag { get; init; }

    public string? City { get; init; }

    public string? Industry { get; init; }

    /// <summary>Part of a name or alias.</summary>
    public string? Search { get; init; }

    /// <summary>Only those without an interaction since then.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<CustomerView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

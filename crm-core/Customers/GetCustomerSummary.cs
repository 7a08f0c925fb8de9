using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Everything about one customer.</summary>
public sealed record GetCustomerSummary : Query<CustomerSummary>
{
    public required long Id { get; init; }

    protected internal override Task<Result<CustomerSummary>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

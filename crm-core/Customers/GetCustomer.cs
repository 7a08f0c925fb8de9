using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>One customer.</summary>
public sealed record GetCustomer : Query<CustomerView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

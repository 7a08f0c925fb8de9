using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Adds and removes tags. Tags compare without case.</summary>
public sealed record TagCustomer : Command<CustomerView>
{
    public required long Id { get; init; }

    public IReadOnlyList<string> Add { get; init; } = [];

    public IReadOnlyList<string> Remove { get; init; } = [];

    protected internal override Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Deletes a customer and everything that hangs on it, in one change set. Managers and admin; a rep may delete an own customer on which nothing hangs. Returns what was deleted.</summary>
public sealed record DeleteCustomer : Command<CustomerView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

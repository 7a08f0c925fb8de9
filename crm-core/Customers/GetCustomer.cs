using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>One customer.</summary>
[Requires(Permissions.CustomersRead)]
public sealed record GetCustomer : Query<CustomerView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var customer = await CustomerRules.FindAsync(session, Id, ct);
        if (customer.Ok)
            CustomChange.NoteRead(session, Kinds.Customer, customer.Value, customer.Value.OwnerId);
        return customer.Ok ? CustomerRules.View(customer.Value, await session.DirectoryAsync(ct), session.Actor) : customer.Failure;
    }
}

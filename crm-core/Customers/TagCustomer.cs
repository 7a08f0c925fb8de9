using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Adds and removes tags. Tags compare without case.</summary>
[Requires(Permissions.CustomersWrite)]
public sealed record TagCustomer : Command<CustomerView>
{
    public required long Id { get; init; }

    public IReadOnlyList<string> Add { get; init; } = [];

    public IReadOnlyList<string> Remove { get; init; } = [];

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await CustomerRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var customer = found.Value;
        var checks = new Checks();
        var add = checks.Words(Add, Limits.Word, "add");
        var remove = checks.Words(Remove, Limits.Word, "remove");
        var tags = checks.Words([.. customer.Tags.Where(tag => !remove.Contains(tag, StringComparer.OrdinalIgnoreCase)), .. add], Limits.Word, "tags");
        checks.Require(add.Count + remove.Count > 0, "required", "Name a tag to add or to remove.", "add");
        if (checks.Failure is { } wrong)
            return wrong;
        if (!tags.SequenceEqual(customer.Tags))
            customer.Tags = tags;
        await session.SaveAsync(ct);
        return CustomerRules.View(customer, await session.DirectoryAsync(ct), session.Actor);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>What the customer use cases share.</summary>
internal static class CustomerRules
{
    public static CustomerView View(Customer customer, UserDirectory directory)
    {
        var owner = directory[customer.OwnerId];
        return new CustomerView(
            customer.Id,
            customer.Name,
            customer.Aliases,
            customer.Industry,
            customer.City,
            customer.Source,
            customer.Lifecycle,
            customer.Tags,
            customer.Notes,
            customer.OwnerId,
            owner.Login,
            owner.Name,
            customer.CreatedAt,
            customer.UpdatedAt,
            customer.LastInteractionAt,
            customer.Version);
    }

    /// <summary>The customer if the actor sees it; not_found otherwise.</summary>
    public static async Task<Result<Customer>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        var customer = await session.Db.Customers.VisibleTo(session.Actor).FirstOrDefaultAsync(customer => customer.Id == id, ct);
        return customer is null ? Failure.NotFound(Kinds.Customer, id) : customer;
    }

    /// <summary>
    /// Conflict when a customer the actor sees bears one of these names, whatever its legal form, case, width and punctuation. One the actor
    /// does not see must not be given away by a refusal.
    /// </summary>
    public static async Task<Failure?> DuplicateAsync(CrmSession session, long? self, IEnumerable<string> names, CancellationToken ct)
    {
        var bare = names.Select(NameForms.Bare).Where(name => name.Length > 0).Distinct().ToArray();
        var same = await session.Db.Customers.VisibleTo(session.Actor)
            .Where(customer => customer.Id != self && session.Db.NameKeys.Any(key => key.Kind == Kinds.Customer && key.RecordId == customer.Id && bare.Contains(key.Bare)))
            .OrderBy(customer => customer.Id)
            .Select(customer => new { customer.Id, customer.Name })
            .FirstOrDefaultAsync(ct);
        if (same is null)
            return null;
        return Failure.Conflict("duplicate_customer", $"There is a customer {same.Name} already (number {same.Id}). Use that one, or create this one all the same with allowDuplicate.") with
        {
            Field = "name",
            Data = new Dictionary<string, string> { ["id"] = same.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), ["name"] = same.Name },
        };
    }

    /// <summary>Aliases other than the name itself.</summary>
    public static IReadOnlyList<string> Aliases(Checks checks, IReadOnlyList<string> aliases, string name) =>
        [.. checks.Words(aliases, Limits.Name, "aliases").Where(alias => !alias.Equals(name, StringComparison.OrdinalIgnoreCase))];

    public static void NameIsSpeakable(Checks checks, string? name)
    {
        if (name is { Length: > 0 })
            checks.Require(NameForms.Key(name).Length > 0, "name_without_letters", "name must hold a letter or digit.", "name");
    }
}

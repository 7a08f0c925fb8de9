using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>What the customer use cases share.</summary>
internal static class CustomerRules
{
    public static CustomerView View(Customer customer, UserDirectory directory, Actor actor)
    {
        var profile = CustomerProfile.Of(customer);
        if (!Privacy.ContactMask.MayRead(actor, customer.OwnerId))
            profile = profile with { Phone = Privacy.ContactMask.Phone(profile.Phone) };
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
            customer.Version)
        {
            Profile = profile,
            Custom = CustomChange.Shown(customer, actor, customer.OwnerId),
        };
    }

    /// <summary>The customer if the actor sees it; not_found otherwise.</summary>
    public static async Task<Result<Customer>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        if (session.ReadAhead?.Customer(id) is { } known)
            return known;
        var customer = await session.Db.Customers.VisibleTo(session.Actor).FirstOrDefaultAsync(customer => customer.Id == id, ct);
        return customer is null ? Failure.NotFound(Kinds.Customer, id) : customer;
    }

    /// <summary>
    /// Conflict when a customer that the actor sees is very probably the same: by its names whatever their legal form, spelling and place, by its
    /// registration number, or by several weaker hints. One the actor does not see must not be given away by a refusal.
    /// </summary>
    public static async Task<Failure?> DuplicateAsync(CrmSession session, long? self, CustomerTraits traits, CancellationToken ct)
    {
        var likely = (await DuplicateSearch.FindAsync(session, traits, self, ct)).Where(hit => hit.Score >= CustomerTraits.Likely).Take(5).ToList();
        if (likely is not [var same, ..])
            return null;
        var id = same.Customer.Id.ToString(CultureInfo.InvariantCulture);
        return Failure.Conflict("duplicate_customer", $"There is a customer {same.Customer.Name} already (number {id}). Use that one, or create this one all the same with allowDuplicate.") with
        {
            Field = "name",
            Data = new Dictionary<string, string>
            {
                ["id"] = id,
                ["name"] = same.Customer.Name,
                ["score"] = same.Score.ToString("0.00", CultureInfo.InvariantCulture),
                ["reasons"] = string.Join(' ', same.Reasons),
                ["ids"] = string.Join(' ', likely.Select(hit => hit.Customer.Id.ToString(CultureInfo.InvariantCulture))),
            },
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

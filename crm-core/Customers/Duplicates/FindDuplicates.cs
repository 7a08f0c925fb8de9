using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Duplicates;

/// <param name="Score">0 to 1; from 0.8 on it is very probably the same.</param>
/// <param name="Reasons">Why, strongest first: same_name, same_name_without_legal_form, similar_name, same_words_in_another_order, part_of_name, same_registration_number, same_domain, same_phone, other_registration_number.</param>
public sealed record DuplicateCandidate(CustomerView Customer, double Score, IReadOnlyList<string> Reasons);

/// <summary>
/// Customers that a record, or one about to be made, may be the same as, likeliest first. Only visible ones: that somebody else's customer is
/// one of them is nobody's business.
/// </summary>
[Requires(Permissions.CustomersRead)]
public sealed record FindDuplicates : Query<IReadOnlyList<DuplicateCandidate>>
{
    /// <summary>The record to compare; or give <see cref="Name"/> and what else is known.</summary>
    public long? CustomerId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public CustomerProfile Profile { get; init; } = new();

    public int Limit { get; init; } = 10;

    protected internal override async Task<Result<IReadOnlyList<DuplicateCandidate>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        checks.Range(Limit, 1, 50, "limit");
        CustomerTraits traits;
        if (CustomerId is { } id)
        {
            var found = await CustomerRules.FindAsync(session, id, ct);
            if (!found.Ok)
                return found.Failure;
            traits = DuplicateSearch.Told(found.Value, session.Actor);
        }
        else
        {
            var name = checks.Required(Name, Limits.Name, "name");
            traits = CustomerTraits.Of([name, .. CustomerRules.Aliases(checks, Aliases, name)], Profile.Checked(checks, session));
        }
        if (checks.Failure is { } wrong)
            return wrong;
        var directory = await session.DirectoryAsync(ct);
        return (await DuplicateSearch.FindAsync(session, traits, CustomerId, ct))
            .Where(hit => hit.Score >= CustomerTraits.Possible)
            .Take(Limit)
            .Select(hit => new DuplicateCandidate(CustomerRules.View(hit.Customer, directory, session.Actor), Math.Round(hit.Score, 2), hit.Reasons))
            .ToArray();
    }
}

internal sealed record DuplicateHit(Customer Customer, double Score, IReadOnlyList<string> Reasons);

/// <summary>Finds the few records worth comparing by index, and compares them.</summary>
internal static class DuplicateSearch
{
    private const int Compared = 60;

    public static async Task<IReadOnlyList<DuplicateHit>> FindAsync(CrmSession session, CustomerTraits traits, long? self, CancellationToken ct)
    {
        var db = session.Db;
        var ids = new HashSet<long>();
        var visible = db.Customers.VisibleTo(session.Actor);
        var keys = traits.Names.Select(MatchKeys.OfName).Where(key => key.Length > 2).Concat(traits.Domains.Select(MatchKeys.OfDomain)).ToList();
        if (traits.RegistrationNumber is { } number)
            keys.Add(MatchKeys.OfNumber(number));
        ids.UnionWith(await visible
            .Where(customer => db.MatchKeys.Where(key => key.Kind == Kinds.Customer && keys.Contains(key.Key)).Select(key => key.RecordId).Contains(customer.Id))
            .OrderBy(customer => customer.Id).Select(customer => customer.Id).Take(Compared).ToListAsync(ct));
        // A customer whose people write from a domain, or have a number, is known by it as well.
        var domains = new Dictionary<long, HashSet<string>>();
        foreach (var domain in traits.Domains)
        {
            foreach (var customer in await ExactValues.CustomersByMailDomainAsync(session, domain, Compared, ct))
                (domains.TryGetValue(customer, out var known) ? known : domains[customer] = []).Add(domain);
        }
        ids.UnionWith(domains.Keys);
        foreach (var phone in traits.Phones)
            ids.UnionWith(await ExactValues.CustomersByPhoneAsync(session, phone, Compared, ct));
        foreach (var name in traits.Names)
        {
            if (SearchWords.Nearly(CompanyName.Of(name) is { Core.Length: > 1, Words: var words } ? string.Join(' ', words) : name) is not { } near)
                continue;
            var rows = db.RecordSearch.Matches(db, RecordIndex.CodeOf(Kinds.Customer), near);
            ids.UnionWith(await (from customer in visible join row in rows on customer.Id equals row.Id orderby row.Row select customer.Id).Take(Compared).ToListAsync(ct));
        }
        if (self is { } own)
            ids.Remove(own);
        var found = ids.Take(Compared * 3).ToArray();
        return [.. (await visible.Where(customer => found.Contains(customer.Id)).ToListAsync(ct))
            .Select(customer => (Customer: customer, Likeness: traits.Compare(WithDomains(Told(customer, session.Actor), domains.GetValueOrDefault(customer.Id) ?? []))))
            .Select(hit => new DuplicateHit(hit.Customer, hit.Likeness.Score, hit.Likeness.Reasons))
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Customer.Id)];
    }

    /// <summary>What of a customer the actor may know: that its number or its domain is the one asked for would tell what is hidden.</summary>
    public static CustomerTraits Told(Customer customer, Actor actor)
    {
        var traits = CustomerTraits.Of(customer);
        if (!ContactMask.MayRead(actor, customer.OwnerId) || !actor.SeesField("customer.phone"))
            traits = traits with { Phones = [] };
        return actor.SeesField("customer.website") && actor.SeesField("customer.emailDomains") ? traits : traits with { Domains = [] };
    }

    private static CustomerTraits WithDomains(CustomerTraits traits, IEnumerable<string> domains) => traits with { Domains = [.. traits.Domains.Union(domains)] };
}

using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core;

/// <summary>
/// Customers and their contacts that a session has read for many rows at once, under the same row scope as each command would. Tracked by the
/// session: what is changed is seen.
/// </summary>
internal sealed class ReadAhead
{
    private readonly Dictionary<long, Customer> customers = [];
    private readonly Dictionary<long, List<Contact>> people = [];

    public Customer? Customer(long id) => customers.GetValueOrDefault(id);

    /// <summary>Null: not read ahead, which says nothing about whether there are any.</summary>
    public List<Contact>? PeopleOf(long customer) => people.GetValueOrDefault(customer);

    /// <summary>A customer that the session has made: it need not be read. Given to somebody whose customers the actor does not see, it is out of sight.</summary>
    public void Made(CrmSession session, Customer customer)
    {
        if (session.Actor.May(Permissions.CustomersRead) && session.Actor.Sees(customer.OwnerId))
            customers[customer.Id] = customer;
    }

    public async Task CustomersAsync(CrmSession session, IEnumerable<long> wanted, CancellationToken ct)
    {
        var ids = wanted.Where(id => !customers.ContainsKey(id)).ToArray();
        if (ids.Length == 0)
            return;
        foreach (var customer in await session.Db.Customers.VisibleTo(session.Actor).Where(one => ids.Contains(one.Id)).ToListAsync(ct))
            customers[customer.Id] = customer;
    }

    /// <param name="made">Customers that have no contacts yet.</param>
    public async Task PeopleAsync(CrmSession session, IReadOnlyCollection<long> ids, IEnumerable<long> made, CancellationToken ct)
    {
        foreach (var id in made.Concat(ids))
            people.TryAdd(id, []);
        if (ids.Count == 0)
            return;
        foreach (var one in await session.Db.Contacts.VisibleTo(session.Actor, session.Db).Where(one => ids.Contains(one.CustomerId)).OrderBy(one => one.Id).ToListAsync(ct))
            people[one.CustomerId].Add(one);
    }
}

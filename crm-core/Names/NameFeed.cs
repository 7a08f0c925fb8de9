using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Names;

/// <summary>Names for those who keep them in memory: all at first, then what the audit feed says has changed.</summary>
internal static class NameFeed
{
    /// <summary>Beyond so many changed records, reading all is cheaper than reading them by id.</summary>
    private const int TooMany = 2000;

    public static async Task<NameChanges> ReadAsync(CrmDbContext db, long afterSequence, CancellationToken ct)
    {
        var newest = await db.AuditHead.Select(head => head.Sequence).SingleOrDefaultAsync(ct);
        if (afterSequence <= 0)
            return new NameChanges(newest, await AllAsync(db, ct));
        if (newest <= afterSequence)
            return new NameChanges(newest, []);
        var changed = await db.Audit.Where(entry => entry.Sequence > afterSequence).Select(entry => new { entry.Entity, entry.EntityId }).Distinct().ToListAsync(ct);
        var ids = changed.GroupBy(record => record.Entity).ToDictionary(group => group.Key, group => group.Select(record => record.EntityId).ToHashSet());
        HashSet<long> Of(string kind) => ids.TryGetValue(kind, out var set) ? set : ids[kind] = [];

        // Who sees a contact, opportunity or ticket hangs on its customer's owner, which may be what changed.
        var customers = Of(Kinds.Customer).ToArray();
        if (customers.Length is > 0 and <= TooMany)
        {
            Of(Kinds.Contact).UnionWith(await db.Contacts.Where(row => customers.Contains(row.CustomerId)).Select(row => row.Id).ToListAsync(ct));
            Of(Kinds.Opportunity).UnionWith(await db.Opportunities.Where(row => customers.Contains(row.CustomerId)).Select(row => row.Id).ToListAsync(ct));
            Of(Kinds.Ticket).UnionWith(await db.Tickets.Where(row => customers.Contains(row.CustomerId)).Select(row => row.Id).ToListAsync(ct));
        }
        var entries = ids.Values.Sum(set => set.Count) > TooMany
            ? await AllAsync(db, ct)
            : await ReadAsync(db, kind => [.. Of(kind)], ct);
        var there = entries.Select(entry => (entry.Kind, entry.Id)).ToHashSet();
        var gone = changed
            // Only these have names.
            .Where(record => record.Entity is Kinds.User or Kinds.Team or Kinds.Customer or Kinds.Contact or Kinds.Opportunity or Kinds.Ticket && !there.Contains((record.Entity, record.EntityId)))
            .Select(record => new NameEntry(record.Entity, record.EntityId, "", [], null, null, Open: false, Gone: true));
        return new NameChanges(newest, [.. entries, .. gone]);
    }

    private static Task<List<NameEntry>> AllAsync(CrmDbContext db, CancellationToken ct) => ReadAsync(db, _ => null, ct);

    /// <param name="only">The ids to read of a kind; null: all.</param>
    private static async Task<List<NameEntry>> ReadAsync(CrmDbContext db, Func<string, long[]?> only, CancellationToken ct)
    {
        var entries = new List<NameEntry>();
        if (only(Kinds.User) is not [])
        {
            var ids = only(Kinds.User);
            var users = ids is null ? db.Users : db.Users.Where(row => ids.Contains(row.Id));
            entries.AddRange((await users.Select(row => new { row.Id, row.Name, row.Login, row.Active }).ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.User, row.Id, row.Name, [row.Login], null, null, row.Active, false)));
        }
        if (only(Kinds.Team) is not [])
        {
            var ids = only(Kinds.Team);
            var teams = ids is null ? db.Teams : db.Teams.Where(row => ids.Contains(row.Id));
            entries.AddRange((await teams.Select(row => new { row.Id, row.Name }).ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.Team, row.Id, row.Name, [], null, null, true, false)));
        }
        if (only(Kinds.Customer) is not [])
        {
            var ids = only(Kinds.Customer);
            var customers = ids is null ? db.Customers : db.Customers.Where(row => ids.Contains(row.Id));
            entries.AddRange((await customers.Select(row => new { row.Id, row.Name, row.Aliases, row.OwnerId }).ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.Customer, row.Id, row.Name, row.Aliases, row.Id, row.OwnerId, true, false)));
        }
        if (only(Kinds.Contact) is not [])
        {
            var ids = only(Kinds.Contact);
            var contacts = ids is null ? db.Contacts : db.Contacts.Where(row => ids.Contains(row.Id));
            entries.AddRange((await contacts.Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, row.Name, row.CustomerId, customer.OwnerId }).ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.Contact, row.Id, row.Name, [], row.CustomerId, row.OwnerId, true, false)));
        }
        if (only(Kinds.Opportunity) is not [])
        {
            var ids = only(Kinds.Opportunity);
            var opportunities = ids is null ? db.Opportunities : db.Opportunities.Where(row => ids.Contains(row.Id));
            entries.AddRange((await opportunities
                .Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, row.Name, row.CustomerId, customer.OwnerId, Also = row.OwnerId, row.ClosedAt })
                .ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.Opportunity, row.Id, row.Name, [], row.CustomerId, row.OwnerId, row.ClosedAt is null, false) { AlsoOwnerId = row.Also }));
        }
        if (only(Kinds.Ticket) is not [])
        {
            var ids = only(Kinds.Ticket);
            var tickets = ids is null ? db.Tickets : db.Tickets.Where(row => ids.Contains(row.Id));
            entries.AddRange((await tickets
                .Join(db.Customers, row => row.CustomerId, customer => customer.Id, (row, customer) => new { row.Id, row.Subject, row.CustomerId, customer.OwnerId, Also = row.AssigneeId, row.Status })
                .ToListAsync(ct))
                .Select(row => new NameEntry(Kinds.Ticket, row.Id, row.Subject, [], row.CustomerId, row.OwnerId, row.Status != TicketStatus.Resolved, false) { AlsoOwnerId = row.Also }));
        }
        return entries;
    }
}

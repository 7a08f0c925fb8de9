using BotCrm.Core.Access;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Duplicates;

/// <summary>Visible customers by what is sealed: whole numbers and addresses, through their blind indexes.</summary>
internal static class ExactValues
{
    /// <summary>Customers with this number, their own or one of their people's, where the actor may read it.</summary>
    public static async Task<IReadOnlyList<long>> CustomersByPhoneAsync(CrmSession session, string phone, int limit, CancellationToken ct)
    {
        var db = session.Db;
        var readable = ContactMask.Readable(db.Customers, session.Actor);
        var own = await readable.WithExact(db, customer => customer.Phone, phone)
            .OrderBy(customer => customer.Id).Select(customer => customer.Id).Take(limit).ToListAsync(ct);
        var people = await db.Contacts.VisibleTo(session.Actor, db).WithExact(db, contact => contact.Phone, phone)
            .Where(contact => readable.Any(customer => customer.Id == contact.CustomerId))
            .OrderBy(contact => contact.CustomerId).Select(contact => contact.CustomerId).Take(limit).ToListAsync(ct);
        return [.. own.Union(people)];
    }

    /// <summary>Customers whose people write from this domain.</summary>
    public static async Task<IReadOnlyList<long>> CustomersByMailDomainAsync(CrmSession session, string domain, int limit, CancellationToken ct) =>
        await session.Db.Contacts.VisibleTo(session.Actor, session.Db).WithExact(session.Db, contact => contact.Email, "@" + domain, BlindForm.EmailDomain)
            .Select(contact => contact.CustomerId).Distinct().OrderBy(id => id).Take(limit).ToListAsync(ct);
}

using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contacts;

/// <summary>Contacts. Sorts: name (default), created.</summary>
[Requires(Permissions.ContactsRead)]
public sealed record ListContacts : Query<Page<ContactView>>
{
    private static readonly Sorts<Contact> Sorts = new Sorts<Contact>(contact => contact.Id)
        .By("name", contact => contact.Name)
        .By("created", contact => contact.CreatedAt);

    public long? CustomerId { get; init; }

    /// <summary>Part of a name, or an exact phone number or e-mail address the actor may see.</summary>
    public string? Search { get; init; }

    /// <summary>Conditions on the company's own fields, by code: a value, several parted by commas, a range <c>10..50</c>, <c>*</c> any, <c>!*</c> none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<ContactView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var actor = session.Actor;
        var contacts = db.Contacts.VisibleTo(actor, db);
        if (CustomerId is { } customerId)
            contacts = contacts.Where(contact => contact.CustomerId == customerId);
        if (!string.IsNullOrWhiteSpace(Search))
            contacts = await MatchingAsync(contacts, session, Search.Trim(), ct);
        if (Custom is not null)
        {
            var fitting = await contacts.HoldingAsync(session, Kinds.Contact, Custom, row => row.Id, row => row.CustomerId, ct);
            if (!fitting.Ok)
                return fitting.Failure;
            contacts = fitting.Value;
        }
        var page = await Sorts.PageAsync(contacts, Paging, ct, Spread<Contact>.Of(session.Actor, contact => contact.CustomerOwnerId));
        if (!page.Ok)
            return page.Failure;
        var ids = page.Value.Items.Select(contact => contact.CustomerId).Distinct().ToArray();
        var customers = await db.Customers.Where(customer => ids.Contains(customer.Id)).Select(customer => new { customer.Id, customer.Name, customer.OwnerId }).ToDictionaryAsync(customer => customer.Id, ct);
        ContactView[] views = [.. page.Value.Items.Select(contact => ContactRules.View(contact, customers[contact.CustomerId].Name, customers[contact.CustomerId].OwnerId, actor))];
        foreach (var view in views)
            ContactRules.NoteRead(session, view);
        return new Page<ContactView>(
            views,
            page.Value.Next,
            page.Value.Total);
    }

    /// <summary>By a part of the name; by a whole address or number only where the actor may read it, or the search would tell what the mask hides.</summary>
    private static async Task<IQueryable<Contact>> MatchingAsync(IQueryable<Contact> contacts, CrmSession session, string search, CancellationToken ct)
    {
        var db = session.Db;
        var digits = string.Concat(search.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit));
        var isPhone = digits.Length >= 5 && search.All(c => !char.IsLetter(c));
        var isEmail = search.Contains('@', StringComparison.Ordinal);
        if (!isPhone && !isEmail)
            return await contacts.NamedAsync(db, Kinds.Contact, contact => contact.Id, contact => contact.Name, search, session.Actor.Owners is { Count: 1 }, ct);
        var readable = ContactMask.Readable(db.Customers, session.Actor);
        contacts = contacts.Where(contact => readable.Any(customer => customer.Id == contact.CustomerId));
        return isEmail
            ? contacts.WithExact(db, contact => contact.Email, search, BlindForm.Email)
            : contacts.WithExact(db, contact => contact.Phone, search);
    }
}

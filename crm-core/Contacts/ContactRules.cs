using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contacts;

/// <summary>What the contact use cases share.</summary>
internal static class ContactRules
{
    /// <summary>The only way a contact becomes visible: through the mask.</summary>
    public static ContactView View(Contact contact, string customerName, long customerOwnerId, Actor actor)
    {
        var open = ContactMask.MayRead(actor, customerOwnerId);
        var hides = !open && (contact.Phone ?? contact.Email ?? contact.WeChat ?? contact.IdNumber ?? contact.CustomSealed) is not null;
        return new ContactView(
            contact.Id,
            contact.CustomerId,
            customerName,
            contact.Name,
            contact.Title,
            open ? contact.Phone : ContactMask.Phone(contact.Phone),
            open ? contact.Email : ContactMask.Email(contact.Email),
            open ? contact.WeChat : ContactMask.Handle(contact.WeChat),
            contact.Notes,
            hides,
            contact.CreatedAt,
            contact.UpdatedAt,
            contact.Version,
            open ? contact.IdNumber : ContactMask.Number(contact.IdNumber))
        {
            Profile = ContactProfile.Of(contact),
            Custom = CustomChange.Shown(contact, actor, customerOwnerId),
        };
    }

    /// <summary>Whoever was shown contact details as they are has read them; the audit keeps that.</summary>
    public static void NoteRead(CrmSession session, ContactView view)
    {
        var own = view.Custom.Keys.Any(code => session.Fields.Find(Kinds.Contact, code)?.Sensitive == true);
        if (!view.Masked && (own || (view.Phone ?? view.Email ?? view.WeChat ?? view.IdNumber) is not null))
            session.NoteSensitiveRead(Kinds.Contact, view.Id);
    }

    /// <summary>The contact with its customer if the actor sees it; not_found otherwise.</summary>
    public static async Task<Result<(Contact Contact, Customer Customer)>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        var found = await session.Db.Contacts.VisibleTo(session.Actor, session.Db)
            .Where(contact => contact.Id == id)
            .Join(session.Db.Customers, contact => contact.CustomerId, customer => customer.Id, (contact, customer) => new { contact, customer })
            .FirstOrDefaultAsync(ct);
        return found is null ? Failure.NotFound(Kinds.Contact, id) : (found.contact, found.customer);
    }

    /// <summary>Conflict when the customer has a contact of this name, number or address already.</summary>
    public static async Task<Failure?> DuplicateAsync(CrmSession session, Customer customer, string name, string? phone, string? email, CancellationToken ct)
    {
        var key = Simplified.Of(NameForms.Key(name)).Replace(" ", "", StringComparison.Ordinal);
        var numbers = PhoneNumbers.Of(phone).ToList();
        // People at one customer are few; their numbers and addresses are sealed in the store and compare only here.
        var people = session.ReadAhead?.PeopleOf(customer.Id)
            ?? await session.Db.Contacts.VisibleTo(session.Actor, session.Db).Where(contact => contact.CustomerId == customer.Id).OrderBy(contact => contact.Id).Take(2000).ToListAsync(ct);
        var same = people.Find(one => Simplified.Of(NameForms.Key(one.Name)).Replace(" ", "", StringComparison.Ordinal) == key)
            ?? people.Find(one => email is not null && string.Equals(one.Email, email, StringComparison.OrdinalIgnoreCase))
            ?? people.Find(one => numbers.Count > 0 && PhoneNumbers.Of(one.Phone).Intersect(numbers).Any() && IsLike(one.Name, name));
        return same is null ? null : Failure.Conflict("duplicate_contact", $"{customer.Name} has a contact {same.Name} already (number {same.Id}). Change that one, or add this one all the same with allowDuplicate.") with
        {
            Field = "name",
            Data = new Dictionary<string, string>
            {
                ["id"] = same.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["name"] = same.Name,
                ["customer"] = customer.Name,
            },
        };
    }

    // A switchboard's number is shared by colleagues; with the number, part of the name is enough.
    private static bool IsLike(string one, string other)
    {
        var (a, b) = (NameForms.Key(one), NameForms.Key(other));
        return a.Split(' ').Intersect(b.Split(' ')).Any() || (a.Length > 0 && b.Length > 0 && a[0] == b[0] && Similarity.Of(a, b) >= 0.75);
    }

    public static void Name(Checks checks, string? name)
    {
        if (name is { Length: > 0 })
            checks.Require(NameForms.Key(name).Length > 0, "name_without_letters", "name must hold a letter or digit.", "name");
    }

    /// <summary>A phone number as people write it: digits with spaces, brackets, dashes, a plus, perhaps an extension. Full-width digits become plain.</summary>
    public static string? Phone(Checks checks, string? phone)
    {
        var text = checks.Optional(phone?.Normalize(System.Text.NormalizationForm.FormKC), Limits.Phone, "phone");
        if (text is null)
            return null;
        NotMasked(checks, text, "phone");
        checks.Require(
            text.Count(char.IsAsciiDigit) >= 3 && text.All(c => char.IsAsciiDigit(c) || " +-()./#,extEXT".Contains(c, StringComparison.Ordinal)),
            "bad_phone", "phone must be a telephone number such as +49 40 123456 or 138 1234 5678.", "phone");
        return text;
    }

    public static string? Email(Checks checks, string? email)
    {
        var text = checks.Optional(email, Limits.Email, "email");
        if (text is null)
            return null;
        NotMasked(checks, text, "email");
        var at = text.LastIndexOf('@');
        checks.Require(
            at > 0 && at < text.Length - 1 && text.IndexOf('@', StringComparison.Ordinal) == at && !text.Any(char.IsWhiteSpace)
                && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && text.IndexOfAny(['<', '>', ',', ';', '"']) < 0,
            "bad_email", "email must be an address such as maria@acme.com.", "email");
        return text;
    }

    public static string? WeChat(Checks checks, string? handle)
    {
        var text = checks.Optional(handle, Limits.Word, "wechat");
        if (text is not null)
            NotMasked(checks, text, "wechat");
        return text;
    }

    /// <summary>Of an identity card, a passport or the like, as it stands there.</summary>
    public static string? IdNumber(Checks checks, string? number)
    {
        var text = checks.Optional(number?.Normalize(System.Text.NormalizationForm.FormKC), Limits.IdNumber, "idNumber");
        if (text is not null)
            NotMasked(checks, text, "idNumber");
        return text;
    }

    /// <summary>What a masked view showed must not be written back over the real value.</summary>
    private static void NotMasked(Checks checks, string text, string field) =>
        checks.Require(!text.Contains("***", StringComparison.Ordinal), "masked_value", $"{field} is a masked value; give the real one or leave it out.", field);
}

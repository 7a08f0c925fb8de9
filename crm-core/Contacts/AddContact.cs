using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Adds a person to a customer.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record AddContact : Command<ContactView>
{
    public required long CustomerId { get; init; }

    public required string Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? WeChat { get; init; }

    public string? IdNumber { get; init; }

    public string? Notes { get; init; }

    public ContactProfile Profile { get; init; } = new();

    /// <summary>Values of the company's own fields, by code.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>True: also when the customer has this person already.</summary>
    public bool AllowDuplicate { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    protected internal override async Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await CustomerRules.FindAsync(session, CustomerId, ct);
        if (!found.Ok)
            return found.Failure;
        var customer = found.Value;
        var checks = new Checks();
        var name = checks.Required(Name, Limits.Name, "name");
        ContactRules.Name(checks, name);
        var title = checks.Optional(Title, Limits.Name, "title");
        var phone = ContactRules.Phone(checks, Phone);
        var email = ContactRules.Email(checks, Email);
        var weChat = ContactRules.WeChat(checks, WeChat);
        var idNumber = ContactRules.IdNumber(checks, IdNumber);
        var notes = checks.Optional(Notes, Limits.LongText, "notes");
        var profile = Profile.Checked(checks, session);
        checks.AdminTime(session, CreatedAt, "createdAt");
        var custom = CustomChange.Of(checks, session, Kinds.Contact, null, Custom);
        if (checks.Failure is { } wrong)
            return wrong;
        if (!AllowDuplicate && await ContactRules.DuplicateAsync(session, customer, name, phone, email, ct) is { } duplicate)
            return duplicate;
        var contact = new Contact
        {
            Id = await session.NewIdAsync(ct),
            CustomerId = customer.Id,
            Name = name,
            Title = title,
            Phone = phone,
            Email = email,
            WeChat = weChat,
            IdNumber = idNumber,
            Notes = notes,
            CreatedAt = CreatedAt ?? session.Now,
            UpdatedAt = session.Now,
        };
        profile.Apply(contact, []);
        custom.Apply(contact);
        session.Db.Contacts.Add(contact);
        session.ReadAhead?.PeopleOf(customer.Id)?.Add(contact);
        await session.SaveAsync(ct);
        return ContactRules.View(contact, customer.Name, customer.OwnerId, session.Actor);
    }
}

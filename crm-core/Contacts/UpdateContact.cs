using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Changes the given fields of a contact.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record UpdateContact : Command<ContactView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? WeChat { get; init; }

    public string? IdNumber { get; init; }

    public string? Notes { get; init; }

    public ContactProfile Profile { get; init; } = new();

    /// <summary>Values of the company's own fields, by code; null empties, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContactRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var (contact, customer) = found.Value;
        if (Versions.Changed(Kinds.Contact, Id, IfVersion, contact.Version) is { } outdated)
            return outdated;
        var checks = new Checks();
        var name = checks.Changed(Name, Limits.Name, "name");
        ContactRules.Name(checks, name);
        var title = checks.Changed(Title, Limits.Name, "title");
        var phone = ContactRules.Phone(checks, checks.Changed(Phone, Limits.Phone, "phone"));
        var email = ContactRules.Email(checks, checks.Changed(Email, Limits.Email, "email"));
        var weChat = ContactRules.WeChat(checks, checks.Changed(WeChat, Limits.Word, "wechat"));
        var idNumber = ContactRules.IdNumber(checks, checks.Changed(IdNumber, Limits.IdNumber, "idNumber"));
        var notes = checks.Changed(Notes, Limits.LongText, "notes");
        var profile = Profile.Checked(checks, session);
        checks.Clearable(Clear, ["title", "phone", "email", "weChat", "wechat", "idNumber", "notes", .. ContactProfile.Fields]);
        var custom = CustomChange.Of(checks, session, Kinds.Contact, contact, Custom);
        if (checks.Failure is { } wrong)
            return wrong;

        contact.Name = name ?? contact.Name;
        contact.Title = Clear.Contains("title") ? null : title ?? contact.Title;
        contact.Phone = Clear.Contains("phone") ? null : phone ?? contact.Phone;
        contact.Email = Clear.Contains("email") ? null : email ?? contact.Email;
        contact.WeChat = Clear.Contains("weChat") || Clear.Contains("wechat") ? null : weChat ?? contact.WeChat;
        contact.IdNumber = Clear.Contains("idNumber") ? null : idNumber ?? contact.IdNumber;
        contact.Notes = Clear.Contains("notes") ? null : notes ?? contact.Notes;
        profile.Apply(contact, Clear);
        custom.Apply(contact);
        await session.SaveAsync(ct);
        return ContactRules.View(contact, customer.Name, customer.OwnerId, session.Actor);
    }
}

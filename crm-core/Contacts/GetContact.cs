using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>One contact.</summary>
[Requires(Permissions.ContactsRead)]
public sealed record GetContact : Query<ContactView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContactRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var (contact, customer) = found.Value;
        var view = ContactRules.View(contact, customer.Name, customer.OwnerId, session.Actor);
        ContactRules.NoteRead(session, view);
        return view;
    }
}

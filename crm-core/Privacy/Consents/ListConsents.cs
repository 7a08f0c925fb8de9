using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Consents;

/// <summary>What a contact agreed to and took back, newest first.</summary>
[Requires(Permissions.ContactsRead)]
public sealed record ListConsents : Query<IReadOnlyList<ConsentView>>
{
    public required long ContactId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<ConsentView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContactRules.FindAsync(session, ContactId, ct);
        if (!found.Ok)
            return found.Failure;
        var consents = await session.Db.Consents.Where(consent => consent.ContactId == ContactId).OrderByDescending(consent => consent.At).ThenByDescending(consent => consent.Id).ToListAsync(ct);
        var directory = await session.DirectoryAsync(ct);
        var seen = new HashSet<(string, string?)>();
        return consents.Select(consent => ConsentRules.View(consent, found.Value.Contact.Name, directory, seen.Add((consent.Purpose, consent.Channel)))).ToList();
    }
}

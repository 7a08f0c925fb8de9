using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contacts;

/// <summary>Deletes a contact; interactions keep their text and lose the participant.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record DeleteContact : Command<ContactView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var found = await ContactRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var (contact, customer) = found.Value;
        if (Versions.Changed(Kinds.Contact, Id, IfVersion, contact.Version) is { } outdated)
            return outdated;
        foreach (var interaction in await db.Interactions.Where(interaction => interaction.ParticipantIds.Contains(Id)).ToListAsync(ct))
            interaction.ParticipantIds = [.. interaction.ParticipantIds.Where(participant => participant != Id)];
        foreach (var ticket in await db.Tickets.Where(ticket => ticket.ContactId == Id).ToListAsync(ct))
            ticket.ContactId = null;
        db.RemoveRange(await db.Consents.Where(consent => consent.ContactId == Id).ToListAsync(ct));
        foreach (var survey in await db.Surveys.Where(survey => survey.ContactId == Id).ToListAsync(ct))
            survey.ContactId = null;
        db.Remove(contact);
        await session.SaveAsync(ct);
        return ContactRules.View(contact, customer.Name, customer.OwnerId, session.Actor);
    }
}

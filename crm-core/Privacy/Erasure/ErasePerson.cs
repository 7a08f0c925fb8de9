using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Files;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>What an erasure took away: how many of what, by kind or table. The name is the last time it is spoken.</summary>
public sealed record ErasureReport(long ContactId, string Name, long CustomerId, string CustomerName, IReadOnlyDictionary<string, int> Counts, bool NameShared);

/// <summary>
/// Forgets a person: the contact and its files, consents and references; the person's name, numbers and addresses in every text; what the audit
/// kept about the person, by destroying the person's key. It cannot be undone, by nobody. Admin only. Run in a session that is not committed it
/// is a preview.
/// </summary>
[Requires(Permissions.PrivacyErase)]
public sealed record ErasePerson : Command<ErasureReport>
{
    public required long ContactId { get; init; }

    protected internal override async Task<Result<ErasureReport>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (session.Erasing is not null)
            return Failure.Conflict("one_at_a_time", "Erase one person at a time.");
        if (session.Recorder.HasChanges)
            return Failure.Conflict("erase_alone", "An erasure cannot be undone and must be the only change of its plan; erase first, then go on.");
        (Contact, Customer)? one = null;
        var shared = false;
        var known = await TraceSearch.FindAsync(
            session,
            async () =>
            {
                var found = await ContactRules.FindAsync(session, ContactId, ct);
                if (!found.Ok)
                    return found.Failure;
                one = found.Value;
                var (contact, customer) = found.Value;
                var key = NameForms.Key(contact.Name);
                shared = await session.Db.NameKeys.CountAsync(other => (other.Kind == Kinds.Contact || other.Kind == Kinds.User) && other.Key == key, ct) > 1;
                var nearby = await session.Db.Contacts.Where(other => other.CustomerId == contact.CustomerId && other.Id != contact.Id).Select(other => other.Name).ToListAsync(ct);
                nearby.Add(customer.Name);
                nearby.AddRange((await session.DirectoryAsync(ct)).People.Select(colleague => colleague.Name));
                return new ErasedPerson(contact, !shared, nearby);
            },
            ct);
        if (!known.Ok)
            return known.Failure;
        var (contact, customer) = one!.Value;
        var (name, person) = (contact.Name, known.Value.Person);
        var counts = new Dictionary<string, int> { [Kinds.Contact] = 1 };
        session.Erasing = (Kinds.Contact, ContactId);
        await session.Engine.OverwriteFreedAsync(session.Db, ct);

        var traces = new PersonTraces(session, person, known.Value);
        traces.Touched.Add((Kinds.Contact, ContactId));
        foreach (var erasure in session.Erasures)
        {
            if (await erasure.EraseAsync(session, person, ct) is > 0 and var pieces)
                counts[erasure.Name] = pieces;
        }
        await traces.RedactRecordsAsync(counts, ct);
        var files = await FileContents.EraseOfAsync(session, Kinds.Contact, ContactId, ct);
        if (files.Count > 0)
            counts[Kinds.File] = counts.GetValueOrDefault(Kinds.File) + files.Count;
        await traces.LoosenAsync(counts, ct);
        session.Db.Remove(contact);
        await session.SaveAsync(ct);
        await traces.RedactTablesAsync(counts, ct);
        if (await traces.BlankAuditAsync(ct) is > 0 and var blanked)
            counts["audit"] = blanked;
        session.Recorder.Note(Kinds.Contact, ContactId, "erase", "{}");
        return new ErasureReport(ContactId, name, customer.Id, customer.Name, counts, shared);
    }
}

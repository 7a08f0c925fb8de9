using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>What the erasure of a user took away and passed on: how many of what. The name is the last time it is spoken.</summary>
public sealed record UserErasureReport(long UserId, string Name, string Pseudonym, Ref? Successor, IReadOnlyDictionary<string, int> HandedOver, IReadOnlyDictionary<string, int> Counts, bool NameShared);

/// <summary>
/// Forgets somebody who has left the company: name, login and identities become a pseudonym, texts that name the person lose the name, what the
/// audit kept about the person ends with the person's key, and what the person looked after goes to a successor. What was done stays, done by
/// the pseudonym. It cannot be undone, by nobody. Admin only. Run in a session that is not committed it is a preview.
/// </summary>
[Requires(Permissions.PrivacyErase)]
public sealed record EraseUser : Command<UserErasureReport>
{
    public required long UserId { get; init; }

    /// <summary>Who takes over; needed when there is something to take over.</summary>
    public long? SuccessorId { get; init; }

    protected internal override async Task<Result<UserErasureReport>> RunAsync(CrmSession session, CancellationToken ct)
    {
        User? found = null;
        var shared = false;
        var known = await TraceSearch.FindAsync(
            session,
            async () =>
            {
                var directory = await session.DirectoryAsync(ct);
                if (await session.Db.Users.SingleOrDefaultAsync(one => one.Id == UserId, ct) is not { } user)
                    return Failure.NotFound(Kinds.User, UserId);
                if (Refusal(session, user, directory) is { } refused)
                    return refused;
                found = user;
                var key = NameForms.Key(user.Name);
                shared = await session.Db.NameKeys.CountAsync(one => (one.Kind == Kinds.Contact || one.Kind == Kinds.User) && one.Key == key, ct) > 1;
                return new ErasedPerson(user, !shared);
            },
            ct);
        if (!known.Ok)
            return known.Failure;
        // The session has stepped aside: only now is its store the one that is written to.
        var (db, user, directory) = (session.Db, found!, await session.DirectoryAsync(ct));
        var (name, person) = (user.Name, known.Value.Person);
        session.Erasing = (Kinds.User, UserId);
        await session.Engine.OverwriteFreedAsync(db, ct);

        var handover = new UserHandover(session, user, SuccessorId is { } id ? directory.Find(id) : null);
        var passed = await handover.RunAsync(ct);
        if (!passed.Ok)
            return passed.Failure;
        var counts = new Dictionary<string, int> { [Kinds.User] = 1 };
        var traces = new PersonTraces(session, person, known.Value);
        traces.Touched.Add((Kinds.User, UserId));
        foreach (var erasure in session.Erasures)
        {
            if (await erasure.EraseAsync(session, person, ct) is > 0 and var pieces)
                counts[erasure.Name] = pieces;
        }
        await traces.RedactRecordsAsync(counts, ct);
        var pseudonym = UserErasures.PseudonymOf(UserId);
        (user.Login, user.Name, user.EntraObjectId, user.Active, user.ManagerId, user.TimeZone) = (pseudonym, pseudonym, null, false, null, "UTC");
        await session.SaveAsync(ct);
        await handover.ForgetAsync(counts, ct);
        await traces.RedactTablesAsync(counts, ct);
        if (await traces.BlankAuditAsync(ct) is > 0 and var blanked)
            counts["audit"] = blanked;
        session.Recorder.Note(Kinds.User, UserId, "erase", "{}");
        return new UserErasureReport(UserId, name, pseudonym, SuccessorId is { } next ? new Ref(next, directory[next].Name) : null, passed.Value, counts, shared);
    }

    private Failure? Refusal(CrmSession session, User user, UserDirectory directory)
    {
        if (session.Erasing is not null)
            return Failure.Conflict("one_at_a_time", "Erase one person at a time.");
        if (session.Recorder.HasChanges)
            return Failure.Conflict("erase_alone", "An erasure cannot be undone and must be the only change of its plan; erase first, then go on.");
        if (UserErasures.IsErased(user.Id, user.Login))
            return Failure.Conflict("already_erased", $"{user.Login} was erased already.");
        if (UserId == session.Actor.UserId)
            return Failure.Conflict("erase_oneself", "Nobody erases themselves; another administrator must.");
        if (user.Active && UserRules.IsAdmin(user.Role) && !directory.People.Any(one => one.Active && UserRules.IsAdmin(one.Role) && one.Id != UserId))
            return UserRules.LastAdmin();
        if (SuccessorId is not { } successor)
            return null;
        return successor == UserId ? Failure.Invalid("successor_is_erased", "The successor must be somebody else.", "successor") : Assignment.Check(session.Actor, directory, successor, "successor");
    }
}

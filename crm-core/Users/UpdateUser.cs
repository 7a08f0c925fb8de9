using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>Changes a user; deactivating keeps the history. Admin only; a user may change own language and time zone.</summary>
[Requires(Permissions.ProfileWrite)]
public sealed record UpdateUser : Command<UserView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public Role? Role { get; init; }

    public long? TeamId { get; init; }

    public long? ManagerId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public string? EntraObjectId { get; init; }

    public bool? Active { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var actor = session.Actor;
        var directory = await session.DirectoryAsync(ct);
        var user = await session.Db.Users.FirstOrDefaultAsync(user => user.Id == Id, ct);
        if (user is null)
            return Failure.NotFound(Kinds.User, Id);
        var ownPreferences = actor.UserId == Id
            && Name is null && Role is null && TeamId is null && ManagerId is null && EntraObjectId is null && Active is null && Clear.Count == 0;
        if (!ownPreferences && UserRules.AdminOnly(actor) is { } refused)
            return refused;
        if (Versions.Changed(Kinds.User, Id, IfVersion, user.Version) is { } outdated)
            return outdated;
        var checks = new Checks();
        var name = checks.Changed(Name, Limits.Name, "name");
        var entraObjectId = checks.Changed(EntraObjectId, Limits.EntraObjectId, "entraObjectId")?.ToLowerInvariant();
        UserRules.KnownRole(checks, session, Role);
        UserRules.Language(checks, Language);
        UserRules.TimeZone(checks, TimeZone);
        UserRules.Team(checks, directory, TeamId);
        UserRules.Manager(checks, directory, ManagerId, Id);
        UserRules.EntraObjectId(checks, directory, entraObjectId, Id);
        checks.Clearable(Clear, "teamId", "managerId", "entraObjectId");
        if (checks.Failure is { } wrong)
            return wrong;
        if (user.Active && UserRules.IsAdmin(user.Role) && (Active == false || (Role is { } next && !UserRules.IsAdmin(next)))
            && !directory.People.Any(person => person.Active && UserRules.IsAdmin(person.Role) && person.Id != Id))
            return UserRules.LastAdmin();

        user.Name = name ?? user.Name;
        user.Role = Role ?? user.Role;
        user.TeamId = Clear.Contains("teamId") ? null : TeamId ?? user.TeamId;
        user.ManagerId = Clear.Contains("managerId") ? null : ManagerId ?? user.ManagerId;
        user.Language = Language ?? user.Language;
        user.TimeZone = TimeZone ?? user.TimeZone;
        user.EntraObjectId = Clear.Contains("entraObjectId") ? null : entraObjectId ?? user.EntraObjectId;
        user.Active = Active ?? user.Active;
        await session.SaveAsync(ct);
        return UserRules.View(user, await session.DirectoryAsync(ct));
    }
}

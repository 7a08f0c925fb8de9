using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>What holds for users however they are made or changed.</summary>
internal static class UserRules
{
    public static UserView View(User user, UserDirectory directory) => new(
        user.Id,
        user.Login,
        user.Name,
        user.Role,
        user.TeamId,
        user.TeamId is { } team ? directory.Teams.GetValueOrDefault(team) : null,
        user.ManagerId,
        user.ManagerId is { } manager ? directory.Find(manager)?.Login : null,
        user.Language,
        user.TimeZone,
        user.EntraObjectId,
        user.Active,
        user.CreatedAt,
        user.Version);

    public static Failure? AdminOnly(Actor actor) =>
        actor.May(Permissions.UsersManage) ? null : Policies.Refusal(Permissions.UsersManage, actor);

    /// <summary>There is always somebody who can put everything right: an active user with the built-in role admin.</summary>
    public static bool IsAdmin(Role role) => role == Role.Admin;

    public static void KnownRole(Checks checks, CrmSession session, Role? role)
    {
        if (role is not { } one || session.Roles.Knows(one))
            return;
        var allowed = string.Join(", ", session.Roles.All.Select(rights => rights.Role.Name));
        checks.Fail("unknown_value", $"role must be one of: {allowed}.", "role", ("value", one.Name.Length <= 40 ? one.Name : one.Name[..40] + "…"), ("allowed", allowed));
    }

    public static Failure LastAdmin() => Failure.Conflict("last_admin", "This is the only active administrator; make another one first.");

    public static void Language(Checks checks, string? language)
    {
        if (language is null)
            return;
        var main = language.Split('-')[0];
        checks.Require(
            language.Length <= Limits.Language && main is "en" or "zh" && language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'),
            "unknown_language", "language must be en or zh, or a longer tag that starts so (zh-Hans).", "language");
    }

    public static void TimeZone(Checks checks, string? timeZone)
    {
        if (timeZone is not null)
            checks.Require(timeZone.Length <= Limits.TimeZone && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _), "unknown_time_zone", "timeZone must be an IANA time zone such as Europe/Berlin or Asia/Shanghai.", "timeZone");
    }

    public static void Team(Checks checks, UserDirectory directory, long? teamId)
    {
        if (teamId is { } id && !directory.Teams.ContainsKey(id))
            checks.Fail("unknown_team", $"There is no team {id}.", "team", ("id", id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A manager is another user, and nobody manages themselves through others.</summary>
    public static void Manager(Checks checks, UserDirectory directory, long? managerId, long? userId)
    {
        if (managerId is not { } id)
            return;
        if (directory.Find(id) is null)
        {
            checks.Fail(Assignment.Unknown(id, "manager"));
            return;
        }
        var seen = new HashSet<long>();
        for (long? above = id; above is { } one && seen.Add(one); above = directory.Find(one)?.ManagerId)
            checks.Require(one != userId, "manager_circle", "Nobody can be their own manager, directly or through others.", "manager");
    }

    public static void EntraObjectId(Checks checks, UserDirectory directory, string? objectId, long? userId)
    {
        if (objectId is not null && directory.People.Any(person => person.Id != userId && string.Equals(person.EntraObjectId, objectId, StringComparison.OrdinalIgnoreCase)))
            checks.Fail(Failure.Conflict("duplicate_entra_object_id", "Another user already has this Entra object id.") with { Field = "entraObjectId" });
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Adds a user. Admin only.</summary>
[Requires(Permissions.UsersManage)]
public sealed record CreateUser : Command<UserView>
{
    public required string Login { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public long? TeamId { get; init; }

    public long? ManagerId { get; init; }

    public string Language { get; init; } = "en";

    public string TimeZone { get; init; } = "UTC";

    public string? EntraObjectId { get; init; }

    protected internal override async Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var checks = new Checks();
        var login = checks.Required(Login, Limits.Login, "login").ToLowerInvariant();
        var name = checks.Required(Name, Limits.Name, "name");
        var entraObjectId = checks.Optional(EntraObjectId, Limits.EntraObjectId, "entraObjectId")?.ToLowerInvariant();
        checks.Require(!login.Any(char.IsWhiteSpace), "login_with_spaces", "login may not hold spaces.", "login");
        checks.Require(!UserErasures.IsReserved(login), "reserved_login", "login may not look like that of a user who was erased.", "login");
        UserRules.KnownRole(checks, session, Role);
        UserRules.Language(checks, Language);
        UserRules.TimeZone(checks, TimeZone);
        UserRules.Team(checks, directory, TeamId);
        UserRules.Manager(checks, directory, ManagerId, null);
        UserRules.EntraObjectId(checks, directory, entraObjectId, null);
        if (checks.Failure is { } wrong)
            return wrong;
        if (directory.People.Any(person => person.Login == login))
            return Failure.Conflict("duplicate_login", $"There is a user with login {login} already.") with { Field = "login" };
        var user = new User
        {
            Id = await session.NewIdAsync(ct),
            Login = login,
            Name = name,
            Role = Role,
            TeamId = TeamId,
            ManagerId = ManagerId,
            Language = Language,
            TimeZone = TimeZone,
            EntraObjectId = entraObjectId,
            CreatedAt = session.Now,
        };
        session.Db.Users.Add(user);
        await session.SaveAsync(ct);
        return UserRules.View(user, await session.DirectoryAsync(ct));
    }
}

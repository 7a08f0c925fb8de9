using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Access;
using BotCrm.Core.Users;

namespace BotCrm.Bot.Api.Users;

/// <summary>A user. <c>team</c> is the team's name, <c>manager</c> a login.</summary>
internal sealed record UserResource(
    string Id,
    string Login,
    string Name,
    string Role,
    string? Team,
    string? TeamId,
    string? Manager,
    string Language,
    string TimeZone,
    string? EntraObjectId,
    bool Active,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    public static UserResource From(UserView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Login, view.Name, view.Role.Name, view.TeamName, view.TeamId?.ToString(CultureInfo.InvariantCulture),
        view.ManagerLogin, view.Language, view.TimeZone, view.EntraObjectId, view.Active, view.CreatedAt, view.Version);
}

internal sealed record NewUser
{
    public string? Login { get; init; }

    public string? Name { get; init; }

    /// <summary>admin, manager, rep, support, finance or a role of the configuration.</summary>
    public string? Role { get; init; }

    /// <summary>Id or name of the team.</summary>
    public Reference? Team { get; init; }

    /// <summary>Login, id or name.</summary>
    public Reference? Manager { get; init; }

    /// <summary>en or zh.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    public string? TimeZone { get; init; }

    public string? EntraObjectId { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record UserChange
{
    public string? Name { get; init; }

    /// <summary>admin, manager, rep, support, finance or a role of the configuration.</summary>
    public string? Role { get; init; }

    public Reference? Team { get; init; }

    public Reference? Manager { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public string? EntraObjectId { get; init; }

    /// <summary>False: may not sign in any more; the history stays.</summary>
    public bool? Active { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

/// <summary>A team. <c>parent</c> is the name of the team that it is a part of; <c>members</c> are its own.</summary>
internal sealed record TeamResource(string Id, string Name, string? Parent, string? ParentId, int Members, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    public static TeamResource From(TeamView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.ParentName, view.ParentId?.ToString(CultureInfo.InvariantCulture), view.Members, view.CreatedAt, view.Version);
}

internal sealed record NewTeam
{
    public string? Name { get; init; }

    /// <summary>Id or name of the team that it is a part of.</summary>
    public Reference? Parent { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record TeamChange
{
    public string? Name { get; init; }

    /// <summary>Id or name of the team that it is a part of.</summary>
    public Reference? Parent { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

/// <summary>
/// The user whom the token names, with the rights of the role: <c>permissions</c>, <c>rows</c> (own, team with its sub-teams, all), and
/// <c>hiddenFields</c>, which are never shown, filtered or sorted by.
/// </summary>
internal sealed record MeResource(UserResource User, string BasedOn, IReadOnlyList<string> Permissions, RowRange Rows, IReadOnlyList<string> HiddenFields)
{
    public static MeResource From(UserView view, RoleRights rights) => new(
        UserResource.From(view),
        rights.Base.Name,
        [.. rights.Permissions.Order(StringComparer.Ordinal)],
        rights.Rows,
        [.. rights.HiddenFields.Order(StringComparer.Ordinal)]);
}

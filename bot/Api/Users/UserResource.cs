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
    Role Role,
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
        view.Id.ToString(CultureInfo.InvariantCulture), view.Login, view.Name, view.Role, view.TeamName, view.TeamId?.ToString(CultureInfo.InvariantCulture),
        view.ManagerLogin, view.Language, view.TimeZone, view.EntraObjectId, view.Active, view.CreatedAt, view.Version);
}

internal sealed record NewUser
{
    public string? Login { get; init; }

    public string? Name { get; init; }

    public Role? Role { get; init; }

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

    public Role? Role { get; init; }

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

internal sealed record TeamResource(string Id, string Name, int Members, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    public static TeamResource From(TeamView view) => new(view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Members, view.CreatedAt, view.Version);
}

internal sealed record NewTeam
{
    public string? Name { get; init; }
}

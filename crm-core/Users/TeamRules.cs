using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>What holds for teams however they are made or changed.</summary>
internal static class TeamRules
{
    public static TeamView View(Team team, UserDirectory directory) => new(
        team.Id,
        team.Name,
        team.ParentId,
        team.ParentId is { } parent ? directory.Teams.GetValueOrDefault(parent) : null,
        directory.DirectMembers(team.Id),
        team.CreatedAt,
        team.Version);

    public static void Name(Checks checks, UserDirectory directory, string? name, long? self)
    {
        if (name is { Length: > 0 } && directory.Teams.Any(team => team.Key != self && team.Value.Equals(name, StringComparison.OrdinalIgnoreCase)))
            checks.Fail(Failure.Conflict("duplicate_team", $"There is a team {name} already.") with { Field = "name", Data = new Dictionary<string, string> { ["name"] = name } });
    }

    /// <summary>A team is part of another one, and of none that is part of it.</summary>
    public static void Parent(Checks checks, UserDirectory directory, long? parentId, long? self)
    {
        if (parentId is not { } parent)
            return;
        if (!directory.Teams.ContainsKey(parent))
            checks.Fail("unknown_team", $"There is no team {parent}.", "parent", ("id", parent.ToString(CultureInfo.InvariantCulture)));
        else if (self is { } team && directory.IsWithin(parent, team))
            checks.Fail("team_circle", $"{directory.Teams[parent]} is {(parent == team ? "the team itself" : "part of this team")}; choose another parent.", "parent", ("name", directory.Teams[parent]));
    }
}

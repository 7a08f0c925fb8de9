using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Adds a team. Admin only.</summary>
[Requires(Permissions.UsersManage)]
public sealed record CreateTeam : Command<TeamView>
{
    public required string Name { get; init; }

    protected internal override async Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var name = checks.Required(Name, Limits.Name, "name");
        if (checks.Failure is { } wrong)
            return wrong;
        var directory = await session.DirectoryAsync(ct);
        if (directory.Teams.Values.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Failure.Conflict("duplicate_team", $"There is a team {name} already.") with { Field = "name" };
        var team = new Team { Id = await session.NewIdAsync(ct), Name = name, CreatedAt = session.Now };
        session.Db.Teams.Add(team);
        await session.SaveAsync(ct);
        return new TeamView(team.Id, team.Name, 0, team.CreatedAt, team.Version);
    }
}

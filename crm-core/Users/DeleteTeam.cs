using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>Deletes a team that has neither members nor sub-teams left.</summary>
[Requires(Permissions.UsersManage)]
public sealed record DeleteTeam : Command<TeamView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var team = await session.Db.Teams.FirstOrDefaultAsync(team => team.Id == Id, ct);
        if (team is null)
            return Failure.NotFound(Kinds.Team, Id);
        if (Versions.Changed(Kinds.Team, Id, IfVersion, team.Version) is { } outdated)
            return outdated;
        if (await session.Db.Users.AnyAsync(user => user.TeamId == Id, ct))
            return InUse("team_has_members", $"{team.Name} still has members; move them to another team first.", team);
        if (await session.Db.Teams.AnyAsync(other => other.ParentId == Id, ct))
            return InUse("team_has_parts", $"{team.Name} still has sub-teams; move or delete them first.", team);
        var view = TeamRules.View(team, await session.DirectoryAsync(ct));
        session.Db.Teams.Remove(team);
        await session.SaveAsync(ct);
        return view;
    }

    private static Failure InUse(string code, string message, Team team) =>
        Failure.Conflict(code, message) with { Data = new Dictionary<string, string> { ["name"] = team.Name } };
}

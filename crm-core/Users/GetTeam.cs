using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>One team.</summary>
[Requires(Permissions.UsersRead)]
public sealed record GetTeam : Query<TeamView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var team = await session.Db.Teams.AsNoTracking().FirstOrDefaultAsync(team => team.Id == Id, ct);
        return team is null ? Failure.NotFound(Kinds.Team, Id) : TeamRules.View(team, await session.DirectoryAsync(ct));
    }
}

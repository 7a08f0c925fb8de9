using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Adds a team. Admin only.</summary>
[Requires(Permissions.UsersManage)]
public sealed record CreateTeam : Command<TeamView>
{
    public required string Name { get; init; }

    /// <summary>The team that it is a part of.</summary>
    public long? ParentId { get; init; }

    protected internal override async Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var name = checks.Required(Name, Limits.Name, "name");
        var directory = await session.DirectoryAsync(ct);
        TeamRules.Name(checks, directory, name, null);
        TeamRules.Parent(checks, directory, ParentId, null);
        if (checks.Failure is { } wrong)
            return wrong;
        var team = new Team { Id = await session.NewIdAsync(ct), Name = name, ParentId = ParentId, CreatedAt = session.Now };
        session.Db.Teams.Add(team);
        await session.SaveAsync(ct);
        return TeamRules.View(team, await session.DirectoryAsync(ct));
    }
}

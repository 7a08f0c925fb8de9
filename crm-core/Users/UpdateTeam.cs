using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>Renames a team or makes it part of another one.</summary>
[Requires(Permissions.UsersManage)]
public sealed record UpdateTeam : Command<TeamView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The team that it becomes a part of.</summary>
    public long? ParentId { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var team = await session.Db.Teams.FirstOrDefaultAsync(team => team.Id == Id, ct);
        if (team is null)
            return Failure.NotFound(Kinds.Team, Id);
        if (Versions.Changed(Kinds.Team, Id, IfVersion, team.Version) is { } outdated)
            return outdated;
        var directory = await session.DirectoryAsync(ct);
        var checks = new Checks();
        var name = checks.Changed(Name, Limits.Name, "name");
        checks.Clearable(Clear, "parentId");
        TeamRules.Name(checks, directory, name, Id);
        TeamRules.Parent(checks, directory, ParentId, Id);
        if (checks.Failure is { } wrong)
            return wrong;
        team.Name = name ?? team.Name;
        team.ParentId = Clear.Contains("parentId") ? null : ParentId ?? team.ParentId;
        await session.SaveAsync(ct);
        return TeamRules.View(team, await session.DirectoryAsync(ct));
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Users;

/// <summary>Teams by name.</summary>
[Requires(Permissions.UsersRead)]
public sealed record ListTeams : Query<Page<TeamView>>
{
    private static readonly Sorts<Team> Sorts = new Sorts<Team>(team => team.Id).By("name", team => team.Name);

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<TeamView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var page = await Sorts.PageAsync(session.Db.Teams, Paging, ct);
        if (!page.Ok)
            return page.Failure;
        var directory = await session.DirectoryAsync(ct);
        return new Page<TeamView>(
            [.. page.Value.Items.Select(team => TeamRules.View(team, directory))],
            page.Value.Next,
            page.Value.Total);
    }
}

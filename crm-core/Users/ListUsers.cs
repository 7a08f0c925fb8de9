using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Users;

/// <summary>Users by name.</summary>
[Requires(Permissions.UsersRead)]
public sealed record ListUsers : Query<Page<UserView>>
{
    private static readonly Sorts<User> Sorts = new Sorts<User>(user => user.Id).By("name", user => user.Name);

    public Role? Role { get; init; }

    public long? TeamId { get; init; }

    public bool? Active { get; init; }

    /// <summary>Part of a name or login.</summary>
    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<UserView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        UserRules.KnownRole(check, session, Role);
        if (check.Failure is { } wrong)
            return wrong;
        var users = session.Db.Users.AsQueryable();
        if (Role is { } role)
            users = users.Where(user => user.Role == role);
        if (TeamId is { } team)
            users = users.Where(user => user.TeamId == team);
        if (Active is { } active)
            users = users.Where(user => user.Active == active);
        if (!string.IsNullOrWhiteSpace(Search))
            users = await users.NamedAsync(session.Db, Kinds.User, user => user.Id, user => user.Name, Search, whole: true, ct);
        var page = await Sorts.PageAsync(users, Paging, ct);
        if (!page.Ok)
            return page.Failure;
        var directory = await session.DirectoryAsync(ct);
        return new Page<UserView>([.. page.Value.Items.Select(user => UserRules.View(user, directory))], page.Value.Next, page.Value.Total);
    }
}

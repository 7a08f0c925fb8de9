using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>One user. Everyone may know who their colleagues are.</summary>
[Requires(Permissions.UsersRead)]
public sealed record GetUser : Query<UserView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var user = await session.Db.Users.FirstOrDefaultAsync(user => user.Id == Id, ct);
        return user is null ? Failure.NotFound(Kinds.User, Id) : UserRules.View(user, await session.DirectoryAsync(ct));
    }
}

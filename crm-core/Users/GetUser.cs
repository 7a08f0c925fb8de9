using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>One user. Everyone may know who their colleagues are.</summary>
public sealed record GetUser : Query<UserView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

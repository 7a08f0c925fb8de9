using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Adds a team. Admin only.</summary>
public sealed record CreateTeam : Command<TeamView>
{
    public required string Name { get; init; }

    protected internal override Task<Result<TeamView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

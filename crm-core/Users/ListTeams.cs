using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Teams by name.</summary>
public sealed record ListTeams : Query<Page<TeamView>>
{
    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<TeamView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

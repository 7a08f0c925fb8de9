using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>One change set of the actor (admin: anyone's).</summary>
public sealed record GetChangeSet : Query<ChangeSetView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<ChangeSetView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

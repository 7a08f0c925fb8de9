using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>The newest change set of this actor that is neither undone nor itself an undo; in the given conversation when one is named. Null when there is none.</summary>
public sealed record FindLastChangeSet : Query<ChangeSetView?>
{
    public string? Conversation { get; init; }

    /// <summary>Only one that touched a record whose name contains this.</summary>
    public string? Mentions { get; init; }

    protected internal override Task<Result<ChangeSetView?>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

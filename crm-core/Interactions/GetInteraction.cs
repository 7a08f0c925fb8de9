using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>One interaction.</summary>
public sealed record GetInteraction : Query<InteractionView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await InteractionRows.ViewAsync(session, Id, ct);
}

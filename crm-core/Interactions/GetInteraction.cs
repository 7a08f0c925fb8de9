using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>One interaction.</summary>
[Requires(Permissions.InteractionsRead)]
public sealed record GetInteraction : Query<InteractionView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await InteractionRows.ViewAsync(session, Id, ct);
}

using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>Deletes an interaction: its author, or a manager or admin.</summary>
public sealed record DeleteInteraction : Command<InteractionView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}

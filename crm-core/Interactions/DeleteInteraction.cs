using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>Deletes an interaction: its author, or a manager or admin.</summary>
[Requires(Permissions.InteractionsWrite)]
public sealed record DeleteInteraction : Command<InteractionView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Interactions.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == Id, ct) is not { } interaction)
            return Failure.NotFound(Kinds.Interaction, Id);
        if (!InteractionRules.MayDelete(session.Actor, interaction))
            return InteractionFailures.NotYoursToDelete();
        if (Versions.Changed(Kinds.Interaction, Id, IfVersion, interaction.Version) is { } conflict)
            return conflict;

        var view = await InteractionRows.ViewAsync(session, Id, ct);
        session.Db.Interactions.Remove(interaction);
        await session.SaveAsync(ct);
        return view;
    }
}

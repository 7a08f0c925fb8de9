using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

/// <summary>Which interaction is meant: the one named, the newest of a customer, the one talked about, or else the actor's newest.</summary>
internal static class InteractionChoice
{
    public static async Task<Found> FindAsync(SkillContext context, string? interaction, string? customer, CancellationToken ct)
    {
        // An interaction has no name of its own: what is no reference can only be its customer.
        if (interaction is not null && interaction.StartsWith(Kinds.Interaction + ":", StringComparison.Ordinal))
            return await context.Resolve.NamedAsync(Kinds.Interaction, "interaction", interaction, null, ct);
        customer ??= interaction;
        if (customer is not null) return await context.Resolve.OfCustomerAsync(Kinds.Interaction, null, customer, null, ct);
        if (context.Focus.FirstOrDefault(r => r.Kind == Kinds.Interaction) is { } talkedAbout) return talkedAbout;
        var newest = await context.Session.AskAsync(new ListInteractions { AuthorId = context.Actor.UserId, Paging = new Paging(1, Sort: "created", Descending: true) }, ct);
        return newest is { Ok: true, Value.Items: [var mine, ..] }
            ? InteractionLines.Ref(context.Words, mine)
            : new Refused(new Failure("no_interactions", FailureKind.NotFound, "You have not logged anything yet."));
    }
}

using System.ComponentModel;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

[Skill("delete_interaction", Effect.Write, Risk.High, "Deletes an interaction.")]
public static class DeleteInteractionSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which one."), Record(Kinds.Interaction)] string? interaction = null,
        [Description("Finds the newest one of this customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await InteractionChoice.FindAsync(context, interaction, customer, ct);
        if (which.Problem is { } unclear) return unclear;
        var deleted = await context.Session.RunAsync(new DeleteInteraction { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        var words = context.Words;
        var facts = new FactList(words).Add("summary", deleted.Value.Summary).Add("when", words.Time(deleted.Value.When));
        var line = new ChangeLine(Kinds.Interaction, which.Id, InteractionLines.Title(words, deleted.Value), facts.All) { Operation = ChangeLine.Deleted };
        return new Done([line], [SkillContext.CustomerRef(deleted.Value.CustomerId, deleted.Value.CustomerName)]);
    }
}

using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("delete_opportunity", Effect.Write, Risk.High, "Deletes an opportunity.")]
public static class DeleteOpportunitySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Opportunity, opportunity, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var deleted = await context.Session.RunAsync(new DeleteOpportunity { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        return new Done([OpportunityLines.Deleted(context.Words, deleted.Value)], [SkillContext.CustomerRef(deleted.Value.CustomerId, deleted.Value.CustomerName)]);
    }
}

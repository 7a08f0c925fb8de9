using BotCrm.Core;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

/// <summary>What every change of one opportunity has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class OpportunityChange
{
    /// <param name="open">Which of a customer's opportunities come into question when only the customer is named.</param>
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context, string? opportunity, string? customer, bool? open, Func<OpportunityView, Command<OpportunityView>> change, CancellationToken ct)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Opportunity, opportunity, customer, open, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetOpportunity { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(change(before.Value), ct);
        if (!after.Ok) return new Refused(after.Failure);
        if (before.Value.OwnerId != after.Value.OwnerId) context.RequireConfirmation();
        return new Done([OpportunityLines.Changed(context.Words, before.Value, after.Value).WithOwn(context, after.Value.Custom, before.Value.Custom)], OpportunityLines.Focus(after.Value));
    }
}

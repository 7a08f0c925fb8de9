using System.ComponentModel;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Opportunities;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Contracts;

[Skill("renew_contract", Effect.Write, Risk.Low, "Makes the contract that follows an ending one, or an opportunity to sell it.")]
public static class RenewContractSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which contract, by number or title."), Record(Kinds.Contract)] string? contract = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The last day of the new one; by default it runs as long as the old one.")] DateOnly? end = null,
        [Description("What the new one is worth; by default as much.")] decimal? value = null,
        [Description("True: only an opportunity, for it must be sold first.")] bool? asOpportunity = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contract, contract, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        if (asOpportunity == true)
        {
            var opened = await context.Session.RunAsync(new OpenRenewal { Id = which.Id, Amount = value }, ct);
            if (!opened.Ok) return new Refused(opened.Failure);
            return new Done([OpportunityLines.Created(context, opened.Value)], OpportunityLines.Focus(opened.Value));
        }

        var renewed = await context.Session.RunAsync(new RenewContract { Id = which.Id, EndsOn = end, Value = value }, ct);
        if (!renewed.Ok) return new Refused(renewed.Failure);
        return new Done([ContractLines.Created(context.Words, renewed.Value)], ContractLines.Focus(renewed.Value));
    }
}

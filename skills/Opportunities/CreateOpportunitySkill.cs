using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("create_opportunity", Effect.Write, Risk.Low, "Adds a possible sale to a customer.")]
public static class CreateOpportunitySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("For which customer."), Record(Kinds.Customer)] string customer,
        [Description("Its name; by default the customer's.")] string? name = null,
        [Description("What it is worth, in whole units.")] decimal? amount = null,
        [Description("ISO 4217 code, where one was named.")] string? currency = null,
        [Description("The day it is expected to be decided.")] DateOnly? closeDate = null,
        [Description("Stage, by its code or name; the first one when none was named.")] string? stage = null,
        [Description("Who works on it."), Record(Kinds.User)] string? owner = null,
        [Description("Code of its pipeline, where there are several.")] string? pipeline = null,
        [OwnFields(Kinds.Opportunity, OwnFieldUse.Create)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var (at, noStage) = StageChoice.Read(context, stage, open: true);
        if (noStage is not null) return noStage;
        var of = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (of.Problem is { } unclear) return unclear;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var created = await context.Session.RunAsync(
            new CreateOpportunity
            {
                CustomerId = of.Id,
                Name = name,
                Custom = CustomArguments.Of(custom),
                Amount = amount,
                Currency = currency ?? (amount is null ? null : await UsualCurrencyAsync(context, of.Id, by?.Id ?? context.Actor.UserId, ct)),
                CloseDate = closeDate,
                Stage = at,
                Pipeline = pipeline,
                OwnerId = by?.Id,
            },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([OpportunityLines.Created(context, created.Value).WithOwn(context, created.Value.Custom)], OpportunityLines.Focus(created.Value));
    }

    /// <summary>
    /// An amount without a currency is meant in the one that is used with this customer, else in the one that the owner sells in; null
    /// leaves it to the company's.
    /// </summary>
    private static async Task<string?> UsualCurrencyAsync(SkillContext context, long customerId, long ownerId, CancellationToken ct)
    {
        var newest = new Paging(1, Sort: "created", Descending: true);
        foreach (var query in new[] { new ListOpportunities { CustomerId = customerId, Paging = newest }, new ListOpportunities { OwnerId = ownerId, Paging = newest } })
        {
            if (await context.Session.AskAsync(query, ct) is { Ok: true, Value.Items: [var last, ..] }) return last.Currency;
        }

        return null;
    }
}

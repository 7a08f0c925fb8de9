using System.ComponentModel;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

[Skill("update_opportunity", Effect.Write, Risk.Low, "Changes an opportunity's name, amount, close date or owner (not its stage). Another owner waits for a yes.")]
public static class UpdateOpportunitySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which opportunity."), Record(Kinds.Opportunity)] string? opportunity = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Its new name.")] string? name = null,
        [Description("What it is worth, in whole units.")] decimal? amount = null,
        [Description("ISO 4217 code, where one was named.")] string? currency = null,
        [Description("The day it is expected to be decided.")] DateOnly? closeDate = null,
        [Description("The new owner."), Record(Kinds.User)] string? owner = null,
        [Description("How likely it is won, in percent, when that is not the stage's.")] int? probability = null,
        [Description("Instead of close_date: by how many days it moves; negative: earlier.")] int? byDays = null,
        [Description("Instead of close_date: by how many months it moves; negative: earlier.")] int? byMonths = null,
        [OwnFields(Kinds.Opportunity, OwnFieldUse.Update)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        if (context.NamesOnly("opportunity", "customer")) return context.WhatToChange(opportunity ?? customer ?? "");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Session.Now, context.Actor.TimeZone).DateTime);
        return await OpportunityChange.RunAsync(
            context,
            opportunity,
            customer,
            open: true,
            before => new UpdateOpportunity { Custom = CustomArguments.Of(custom), Id = before.Id, Name = name, Amount = amount, Currency = currency, CloseDate = closeDate ?? Shift.Of(byDays, byMonths)?.From(before.CloseDate ?? today), Probability = probability, OwnerId = by?.Id },
            ct);
    }
}

using System.ComponentModel;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

[Skill("correct_interaction", Effect.Write, Risk.Low, "Corrects what was written down about an interaction, also the customer it belongs to.")]
public static class CorrectInteractionSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which one; by default the one talked about, else the speaker's newest."), Record(Kinds.Interaction)] string? interaction = null,
        [Description("Finds the newest one of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The customer it really belongs to."), Record(Kinds.Customer)] string? newCustomer = null,
        [Description("What it was."), OneOf("call", "email", "meeting", "visit", "wechat", "note")] string? kind = null,
        [Description("What was said or done.")] string? summary = null,
        [Description("When it took place.")] DayOrTime? when = null,
        [Description("How long it took, in minutes.")] int? durationMinutes = null,
        [Description("Names of the customer's people who took part.")] IReadOnlyList<string>? participants = null,
        [Description("What came of it.")] string? outcome = null,
        [Description("Whether the matter is settled.")] bool? resolved = null,
        [Description("What is to happen next.")] string? nextStep = null,
        [Description("The opportunity it was about."), Record(Kinds.Opportunity)] string? opportunity = null,
        CancellationToken ct = default)
    {
        var which = await InteractionChoice.FindAsync(context, interaction, customer, ct);
        if (which.Problem is { } unclear) return unclear;
        if (context.NamesOnly("interaction", "customer")) return context.WhatToChange(which.Name);
        var right = await context.Resolve.OptionalAsync(Kinds.Customer, "new_customer", newCustomer, ct);
        if (right?.Problem is { } noSuch) return noSuch;
        var before = await context.Session.AskAsync(new GetInteraction { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var strangers = new List<string>();
        var (ids, problem) = await Participants.FindAsync(context, right?.Id ?? before.Value.CustomerId, participants, strangers, ct);
        if (problem is not null) return problem;
        var about = await context.Resolve.OptionalAsync(Kinds.Opportunity, "opportunity", opportunity, ct, right?.Id ?? before.Value.CustomerId);
        if (about?.Problem is { } noOpportunity) return noOpportunity;
        var after = await context.Session.RunAsync(
            new CorrectInteraction
            {
                Id = which.Id,
                CustomerId = right?.Id,
                Kind = kind is null ? null : Enum.Parse<InteractionKind>(kind, ignoreCase: true),
                Summary = summary,
                When = when is { } time ? LogInteractionSkill.TimeOf(context, time) : null,
                DurationMinutes = durationMinutes,
                ParticipantIds = participants is null ? null : ids,
                Outcome = outcome,
                Resolved = resolved,
                NextStep = nextStep,
                OpportunityId = about?.Id,
            },
            ct);
        if (!after.Ok) return new Refused(after.Failure);
        var line = InteractionLines.Changed(context.Words, before.Value, after.Value);
        if (strangers.Count > 0) line = line with { Facts = [.. line.Facts, context.Words.Fact("not_a_contact", context.Words.Join(strangers))] };
        return new Done([line], InteractionLines.Focus(context.Words, after.Value));
    }
}

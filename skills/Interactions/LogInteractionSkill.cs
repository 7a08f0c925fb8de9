using System.ComponentModel;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

[Skill("log_interaction", Effect.Write, Risk.Low, "Writes down a call, e-mail, meeting, visit, WeChat exchange or note with a customer.")]
public static class LogInteractionSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("With whom."), Record(Kinds.Customer)] string customer,
        [Description("What it was."), OneOf("call", "email", "meeting", "visit", "wechat", "note")] string kind,
        [Description("What was said or done, in the speaker's words.")] string summary,
        [Description("When it took place; now when nothing was said.")] DayOrTime? when = null,
        [Description("How long it took, in minutes.")] int? durationMinutes = null,
        [Description("Names of the customer's people who took part.")] IReadOnlyList<string>? participants = null,
        [Description("What came of it.")] string? outcome = null,
        [Description("Whether the matter is settled.")] bool? resolved = null,
        [Description("What is to happen next.")] string? nextStep = null,
        [Description("The opportunity it was about."), Record(Kinds.Opportunity)] string? opportunity = null,
        CancellationToken ct = default)
    {
        var with = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (with.Problem is { } unclear) return unclear;
        var strangers = new List<string>();
        var (ids, problem) = await Participants.FindAsync(context, with.Id, participants, strangers, ct);
        if (problem is not null) return problem;
        var about = await context.Resolve.OptionalAsync(Kinds.Opportunity, "opportunity", opportunity, ct, with.Id);
        if (about?.Problem is { } noSuch) return noSuch;
        var logged = await context.Session.RunAsync(
            new LogInteraction
            {
                CustomerId = with.Id,
                Kind = Enum.Parse<InteractionKind>(kind, ignoreCase: true),
                Summary = summary,
                When = when is { } time ? TimeOf(context, time) : null,
                DurationMinutes = durationMinutes,
                ParticipantIds = ids,
                Outcome = outcome,
                Resolved = resolved,
                NextStep = nextStep,
                OpportunityId = about?.Id,
            },
            ct);
        if (!logged.Ok) return new Refused(logged.Failure);
        var line = InteractionLines.Created(context.Words, logged.Value, timed: when is not null);
        if (strangers.Count > 0) line = line with { Facts = [.. line.Facts, context.Words.Fact("not_a_contact", context.Words.Join(strangers))] };
        return new Done([line], InteractionLines.Focus(context.Words, logged.Value));
    }

    /// <summary>A day without a time: the same time of day as now, so that "yesterday" sorts sensibly and today is never in the future.</summary>
    internal static DateTimeOffset TimeOf(SkillContext context, DayOrTime when)
    {
        if (when.Time is not null) return when.Instant(context.Actor.TimeZone);
        var now = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Session.Now, context.Actor.TimeZone).DateTime);
        return new DayOrTime(when.Day, now).Instant(context.Actor.TimeZone);
    }
}

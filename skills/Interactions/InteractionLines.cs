using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Interactions;

/// <summary>How interactions are told.</summary>
internal static class InteractionLines
{
    public static string Title(Words words, InteractionView view) =>
        words.Say("interaction.title." + view.Kind.ToString().ToLowerInvariant(), ("customer", view.CustomerName));

    public static RecordRef Ref(Words words, InteractionView view) => new(Kinds.Interaction, view.Id, Title(words, view));

    public static IReadOnlyList<RecordRef> Focus(Words words, InteractionView view) =>
    [
        SkillContext.CustomerRef(view.CustomerId, view.CustomerName),
        Ref(words, view),
        .. view.Participants.Select(p => new RecordRef(Kinds.Contact, p.Id, p.Name)),
    ];

    /// <param name="timed">The time was said, rather than being now.</param>
    public static ChangeLine Created(Words words, InteractionView view, bool timed)
    {
        var facts = new FactList(words)
            .Add("summary", view.Summary)
            .Add("when", timed ? words.Time(view.When) : null)
            .Add("duration_minutes", view.DurationMinutes is { } minutes ? words.Minutes(minutes) : null)
            .Add("participants", [.. view.Participants.Select(p => p.Name)])
            .Add("outcome", view.Outcome)
            .Add("resolved", view.Resolved is { } resolved ? words.YesNo(resolved) : null)
            .Add("next_step", view.NextStep);
        return new ChangeLine(Kinds.Interaction, view.Id, Title(words, view), facts.All) { Operation = ChangeLine.Created };
    }

    private static string? Number(long? id) => id is { } one ? "#" + one.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    public static ChangeLine Changed(Words words, InteractionView before, InteractionView after)
    {
        var facts = new FactList(words)
            .Changed("customer", before.CustomerName, after.CustomerName)
            .Changed("kind", words.Term(before.Kind), words.Term(after.Kind))
            .Changed("summary", before.Summary, after.Summary)
            .Changed("when", words.Time(before.When), words.Time(after.When))
            .Changed("duration_minutes", before.DurationMinutes is { } a ? words.Minutes(a) : null, after.DurationMinutes is { } b ? words.Minutes(b) : null)
            .Changed("participants", words.Join(before.Participants.Select(p => p.Name)), words.Join(after.Participants.Select(p => p.Name)))
            .Changed("outcome", before.Outcome, after.Outcome)
            .Changed("resolved", before.Resolved is { } c ? words.YesNo(c) : null, after.Resolved is { } d ? words.YesNo(d) : null)
            .Changed("next_step", before.NextStep, after.NextStep)
            .Changed("opportunity", Number(before.OpportunityId), Number(after.OpportunityId));
        return new ChangeLine(Kinds.Interaction, after.Id, Title(words, after), facts.All);
    }
}

using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("mark_notifications_seen", Effect.Write, Risk.Low, "Marks all of the speaker's notices as seen.")]
public static class MarkNotificationsSeenSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var marked = await context.Session.RunAsync(new MarkNotificationsSeen(), ct);
        if (!marked.Ok) return new Refused(marked.Failure);
        var words = context.Words;
        return new Answered(new SaidReply(words.Language, words.Say("notifications.seen", ("count", marked.Value.ToString(CultureInfo.InvariantCulture)))), []);
    }
}

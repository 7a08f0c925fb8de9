using System.ComponentModel;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Automation;

[Skill("list_notifications", Effect.Read, Risk.None, "The speaker's own reminders and notices, newest first.")]
public static class ListNotificationsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("True: only those not seen yet.")] bool? unseen = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var page = await context.Session.AskAsync(new ListNotifications { Unseen = unseen ?? false, Paging = ListAnswer.Page(context, limit, null, true) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "notifications").Only("unseen", unseen == true).Reply(
            page.Value,
            ["when", "text"],
            one => one.Record is { } record ? new RecordRef(one.RecordKind!, record.Id, record.Name) : null,
            one => [words.Time(one.DeliverAt), NoticeWriter.Text(one, words)]);
    }
}

using System.ComponentModel;
using BotCrm.Core.Customers.Segments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

[Skill("list_segments", Effect.Read, Risk.None, "Lists the speaker's segments and the shared ones.")]
public static class ListSegmentsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var page = await context.Session.AskAsync(new ListSegments { Paging = ListAnswer.Page(context, limit, null, false) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "segments").Reply(
            page.Value,
            ["name", "filter", "owner", "shared"],
            SegmentLines.Ref,
            one => [one.Name, SegmentLines.Say(words, one.Filter), one.OwnerName, words.Say(one.Shared ? "yes" : "no")]);
    }
}

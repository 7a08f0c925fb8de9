using System.ComponentModel;
using BotCrm.Core.Customers.Segments;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

[Skill("delete_segment", Effect.Write, Risk.High, "Deletes a segment; its customers stay.")]
public static class DeleteSegmentSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the segment is called.")] string segment,
        CancellationToken ct = default)
    {
        var (found, problem) = await SegmentChoice.FindAsync(context, "segment", segment, ct);
        if (problem is not null) return problem;
        var deleted = await context.Session.RunAsync(new DeleteSegment { Id = found!.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        return new Done([SegmentLines.Deleted(context.Words, deleted.Value)], []);
    }
}

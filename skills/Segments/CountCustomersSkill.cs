using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

[Skill("count_customers", Effect.Read, Risk.None, "Counts the visible customers grouped by a field, of all or of a segment.")]
public static class CountCustomersSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Grouped by what."), OneOf("industry", "city", "country", "source", "owner", "lifecycle", "size", "rating")] string by,
        [Description("Only of this segment.")] string? segment = null,
        CancellationToken ct = default)
    {
        SegmentView? of = null;
        if (segment is not null)
        {
            (of, var problem) = await SegmentChoice.FindAsync(context, "segment", segment, ct);
            if (problem is not null) return problem;
        }

        var counted = await context.Session.AskAsync(new CountCustomers { By = by, SegmentId = of?.Id }, ct);
        if (!counted.Ok) return new Refused(counted.Failure);
        var words = context.Words;
        var page = new Page<CustomerGroup>(counted.Value, null, counted.Value.Count);
        return new ListAnswer(context, "customer_counts").Where("by", words.Label(by)).Where("segment", of?.Name).Reply(
            page,
            [by, "count"],
            _ => null,
            group => [Named(words, by, group), group.Count.ToString(CultureInfo.InvariantCulture)]);
    }

    private static string Named(Words words, string by, CustomerGroup group) => group.Value is null
        ? words.Say("nothing")
        : by is "lifecycle" or "size" ? words.Term(by, group.Value) : group.Label;
}

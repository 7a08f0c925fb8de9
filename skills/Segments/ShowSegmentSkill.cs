using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Skills.Customers;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

[Skill("show_segment", Effect.Read, Risk.None, "Lists the customers of a segment.")]
public static class ShowSegmentSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the segment is called.")] string segment,
        [Description("Order."), OneOf("name", "created", "updated", "last_interaction")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var (found, problem) = await SegmentChoice.FindAsync(context, "segment", segment, ct);
        if (problem is not null) return problem;
        var page = await context.Session.AskAsync(new ListCustomers { SegmentId = found!.Id, Paging = ListAnswer.Page(context, limit, sort, descending ?? false) }, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "customers").Where("segment", found.Name).Sorted(sort, descending ?? false).Reply(
            page.Value,
            ["customer", "city", "industry", "lifecycle", "owner", "last_interaction"],
            CustomerLines.Ref,
            c => [c.Name, c.City ?? "", c.Industry ?? "", words.Term(c.Lifecycle), c.OwnerName, c.LastInteractionAt is { } last ? words.DayOf(last) : ""]);
    }
}

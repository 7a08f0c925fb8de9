using System.ComponentModel;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

[Skill("save_segment", Effect.Write, Risk.Low, "Saves a filter of customers under a name; the speaker's segment of that name gets the new filter.")]
public static class SaveSegmentSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the segment is called.")] string name,
        [Description("Words that stand anywhere in the record.")] string? text = null,
        [Description("City.")] string? city = null,
        [Description("Industry.")] string? industry = null,
        [Description("Country.")] string? country = null,
        [Description("Where they came from.")] string? source = null,
        [Description("Has any of these tags.")] IReadOnlyList<string>? tags = null,
        [Description("Has all of these tags.")] IReadOnlyList<string>? allTags = null,
        [Description("Lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Owner."), Record(Kinds.User)] string? owner = null,
        [Description("The owner's team."), Record(Kinds.Team)] string? team = null,
        [Description("How big they are."), OneOf("micro", "small", "medium", "large")] string? size = null,
        [Description("At least so many employees.")] int? minEmployees = null,
        [Description("At most so many employees.")] int? maxEmployees = null,
        [Description("At least this important, 1 to 5.")] int? minRating = null,
        [Description("Only those without an interaction for this many days.")] int? quietDays = null,
        [Description("Created within this many days.")] int? newDays = null,
        [Description("Created from this day on.")] DateOnly? createdFrom = null,
        [Description("Created up to this day.")] DateOnly? createdTo = null,
        [Description("Open opportunities worth at least this, in whole units.")] decimal? minOpenAmount = null,
        [Description("Open opportunities worth at most this.")] decimal? maxOpenAmount = null,
        [Description("ISO 4217 code of the amounts.")] string? currency = null,
        [Description("Whether they have an open opportunity.")] bool? hasOpenOpportunity = null,
        [Description("Whether they have a ticket that is not resolved.")] bool? hasOpenTicket = null,
        [Description("Whether everybody may use it.")] bool? shared = null,
        [OwnFields(Kinds.Customer, OwnFieldUse.Filter)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var (filter, problem) = await FilterArguments.ReadAsync(context, text, city, industry, country, source, tags, allTags, lifecycle, owner, team, size, minEmployees, maxEmployees, minRating, quietDays, newDays, createdFrom, createdTo, minOpenAmount, maxOpenAmount, currency, hasOpenOpportunity, hasOpenTicket, ct);
        if (problem is not null) return problem;
        filter = filter with { Custom = CustomArguments.Conditions(custom) };
        var before = (await SegmentChoice.AllAsync(context, ct)).FirstOrDefault(one => one.OwnerId == context.Actor.UserId && one.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        // Naming an own segment and saying whether it is shared leaves its customers as they are.
        var onlyShares = before is not null && shared is not null && context.NamesOnly("name", "shared");
        var saved = await context.Session.RunAsync(new SaveSegment { Id = before?.Id, Name = name, Filter = onlyShares ? null : filter, Shared = shared, Replace = true }, ct);
        if (!saved.Ok) return new Refused(saved.Failure);
        return new Done([SegmentLines.Saved(context.Words, before, saved.Value)], [SegmentLines.Ref(saved.Value)]);
    }
}

using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("find_customers", Effect.Read, Risk.None, "Lists customers that fit all given filters; without any, all visible ones.")]
public static class FindCustomersSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Part of a name or alias.")] string? search = null,
        [Description("City.")] string? city = null,
        [Description("Industry.")] string? industry = null,
        [Description("Tag.")] string? tag = null,
        [Description("Lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Owner."), Record(Kinds.User)] string? owner = null,
        [Description("Only those without an interaction for this many days.")] int? quietDays = null,
        [Description("Order."), OneOf("name", "created", "updated", "last_interaction")] string? sort = null,
        [Description("Turns the order round.")] bool? descending = null,
        [Description("How many at most.")] int? limit = null,
        [OwnFields(Kinds.Customer, OwnFieldUse.Filter)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var quiet = quietDays is { } days ? Math.Clamp(days, 0, 3650) : (int?)null;
        var query = new ListCustomers
        {
            Search = search,
            Custom = CustomArguments.Conditions(custom),
            City = city,
            Industry = industry,
            Tag = tag,
            Lifecycle = lifecycle is null ? null : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true),
            OwnerId = by?.Id,
            QuietSince = quiet is { } since ? context.Session.Now.AddDays(-since) : null,
            Paging = ListAnswer.Page(context, limit, sort, descending ?? false),
        };
        var page = await context.Session.AskAsync(query, ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        return new ListAnswer(context, "customers").Where(context, Kinds.Customer, custom)
            .Where("search", search)
            .Where("city", city)
            .Where("industry", industry)
            .Where("tag", tag)
            .Where("lifecycle", lifecycle is null ? null : words.Term("lifecycle", lifecycle))
            .Where("owner", by?.Name)
            .Where("quiet_days", quiet?.ToString(CultureInfo.InvariantCulture))
            .Sorted(sort, descending ?? false)
            .Reply(
                page.Value,
                ["customer", "city", "industry", "lifecycle", "owner", "last_interaction", .. OwnFieldFacts.Columns(context, Kinds.Customer, custom)],
                CustomerLines.Ref,
                c => [c.Name, c.City ?? "", c.Industry ?? "", words.Term(c.Lifecycle), c.OwnerName, c.LastInteractionAt is { } last ? words.DayOf(last) : "", .. OwnFieldFacts.Cells(context, Kinds.Customer, custom, c.Custom)]);
    }
}

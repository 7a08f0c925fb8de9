using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Segments;

/// <summary>A filter of customers from a skill's arguments.</summary>
internal static class FilterArguments
{
    public static async Task<(CustomerFilter Filter, SkillOutcome? Problem)> ReadAsync(
        SkillContext context,
        string? text,
        string? city,
        string? industry,
        string? country,
        string? source,
        IReadOnlyList<string>? tags,
        IReadOnlyList<string>? allTags,
        string? lifecycle,
        string? owner,
        string? team,
        string? size,
        int? minEmployees,
        int? maxEmployees,
        int? minRating,
        int? quietDays,
        int? newDays,
        DateOnly? createdFrom,
        DateOnly? createdTo,
        decimal? minOpenAmount,
        decimal? maxOpenAmount,
        string? currency,
        bool? hasOpenOpportunity,
        bool? hasOpenTicket,
        CancellationToken ct)
    {
        var none = new CustomerFilter();
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } unclear) return (none, unclear);
        var of = await context.Resolve.OptionalAsync(Kinds.Team, "team", team, ct);
        if (of?.Problem is { } noTeam) return (none, noTeam);
        var filter = new CustomerFilter
        {
            Text = text,
            Cities = One(city),
            Industries = One(industry),
            Countries = One(country),
            Sources = One(source),
            TagsAny = tags ?? [],
            TagsAll = allTags ?? [],
            Lifecycles = lifecycle is null ? [] : [Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true)],
            OwnerIds = by is { } owned ? [owned.Id] : [],
            TeamId = of?.Id,
            Sizes = size is null ? [] : [Enum.Parse<CompanySize>(size, ignoreCase: true)],
            MinEmployees = minEmployees,
            MaxEmployees = maxEmployees,
            MinRating = minRating,
            QuietDays = quietDays,
            NewDays = newDays,
            CreatedFrom = createdFrom is { } first ? StartOf(context, first) : null,
            CreatedTo = createdTo is { } last ? StartOf(context, last.AddDays(1)) : null,
            MinOpenAmount = minOpenAmount,
            MaxOpenAmount = maxOpenAmount,
            Currency = currency,
            HasOpenOpportunity = hasOpenOpportunity,
            HasOpenTicket = hasOpenTicket,
        };
        return (filter, null);
    }

    /// <summary>Several of a value may be said at once: "Hamburg, Berlin" or "上海、杭州".</summary>
    private static string[] One(string? said) =>
        said is null ? [] : said.Split([',', '、', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateTimeOffset StartOf(SkillContext context, DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, context.Actor.TimeZone.GetUtcOffset(local));
    }
}

using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Reports;

/// <summary>Whose numbers and which period a report is about.</summary>
internal sealed record ReportScope(Found? Owner, Found? Team, SkillOutcome? Problem)
{
    public static async Task<ReportScope> ReadAsync(SkillContext context, string? owner, string? team, CancellationToken ct)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noOwner) return new(null, null, noOwner);
        var group = await context.Resolve.OptionalAsync(Kinds.Team, "team", team, ct);
        return new(by, group, group?.Problem);
    }

    public ListAnswer Read(SkillContext context, string noun) => new ListAnswer(context, noun).Where("owner", Owner?.Name).Where("team", Team?.Name);

    /// <summary>The calendar quarter of a day, or from and to where they were given.</summary>
    public static (DateOnly From, DateOnly To) Period(DateOnly today, DateOnly? from, DateOnly? to)
    {
        var start = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var first = from ?? (to is { } end ? new DateOnly(end.Year, ((end.Month - 1) / 3 * 3) + 1, 1) : start);
        return (first, to ?? (from is null ? start.AddMonths(3).AddDays(-1) : new DateOnly(first.Year, ((first.Month - 1) / 3 * 3) + 1, 1).AddMonths(3).AddDays(-1)));
    }
}

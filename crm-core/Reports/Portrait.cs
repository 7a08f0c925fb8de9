using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>How many customers have one value, and their share of all; <paramref name="Value"/> null for those that have none.</summary>
public sealed record PortraitRow(string? Value, int Count, decimal Share);

/// <summary>The customers by lifecycle, industry, city and source, the most frequent values first, up to twenty of each.</summary>
public sealed record CustomerPortrait(
    int Customers, IReadOnlyList<PortraitRow> Lifecycle, IReadOnlyList<PortraitRow> Industry, IReadOnlyList<PortraitRow> City, IReadOnlyList<PortraitRow> Source);

/// <summary>Who the customers are.</summary>
[Requires(Permissions.SalesReports)]
public sealed record Portrait : Query<CustomerPortrait>
{
    public const int Shown = 20;

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    protected internal override async Task<Result<CustomerPortrait>> RunAsync(CrmSession session, CancellationToken ct)
    {
        // What is counted by a field tells of it.
        foreach (var field in (string[])["customer.industry", "customer.city", "customer.source"])
        {
            if (!session.Actor.SeesField(field))
                return Policies.Hidden(field, session.Actor);
        }
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var counts = session.Db.Set<CustomerCount>().Where(row => row.Count > 0);
        if (session.Actor.Owners is { } owners)
        {
            var seen = owners.Order().ToArray();
            counts = counts.Where(row => seen.Contains(row.OwnerId));
        }
        if (scope.Value.People is { } people)
            counts = counts.Where(row => people.Contains(row.OwnerId));
        var rows = await counts.GroupBy(row => new { row.Dimension, row.Value })
            .Select(group => new { group.Key.Dimension, group.Key.Value, Count = group.Sum(row => row.Count) })
            .ToListAsync(ct);
        var all = rows.Where(row => row.Dimension == CustomerCount.Lifecycle).Sum(row => row.Count);
        return new CustomerPortrait(all, Of(CustomerCount.Lifecycle), Of(CustomerCount.Industry), Of(CustomerCount.City), Of(CustomerCount.Source));

        // Written in different case it is the same value, shown as most have it.
        IReadOnlyList<PortraitRow> Of(string dimension) =>
        [
            .. rows.Where(row => row.Dimension == dimension)
                .GroupBy(row => row.Value, StringComparer.OrdinalIgnoreCase)
                .Select(group => (group.MaxBy(row => row.Count)!.Value, Count: group.Sum(row => row.Count)))
                .OrderByDescending(row => row.Count).ThenBy(row => row.Value, StringComparer.Ordinal)
                .Take(Shown)
                .Select(row => new PortraitRow(row.Value.Length == 0 ? null : row.Value, row.Count, (decimal)row.Count / all)),
        ];
    }
}

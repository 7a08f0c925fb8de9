using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Segments;

/// <summary>How many customers fall under one value; <paramref name="Value"/> null: those that have none.</summary>
public sealed record CustomerGroup(string? Value, string Label, int Count);

/// <summary>The visible customers of a filter, counted and grouped, biggest group first.</summary>
[Requires(Permissions.CustomersRead)]
public sealed record CountCustomers : Query<IReadOnlyList<CustomerGroup>>
{
    public static IReadOnlyList<string> Groupings { get; } = ["industry", "city", "country", "source", "owner", "lifecycle", "size", "rating"];

    /// <summary>One of <see cref="Groupings"/>.</summary>
    public required string By { get; init; }

    public CustomerFilter Filter { get; init; } = new();

    public long? SegmentId { get; init; }

    /// <summary>The biggest so many groups.</summary>
    public int Limit { get; init; } = 50;

    protected internal override async Task<Result<IReadOnlyList<CustomerGroup>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var by = checks.OneOf(By, Groupings, "by");
        checks.Range(Limit, 1, 1000, "limit");
        if (checks.Failure is { } wrong)
            return wrong;
        if (!session.Actor.SeesField("customer." + by))
            return Policies.Hidden("customer." + by, session.Actor);
        // All of them are counted already.
        if (SegmentId is null && Filter.IsEmpty && by is CustomerCount.Industry or CustomerCount.City or CustomerCount.Source)
        {
            var kept = session.Db.Set<CustomerCount>().Where(row => row.Dimension == by && row.Count > 0);
            if (session.Actor.Owners?.Order().ToArray() is { } seen)
                kept = kept.Where(row => seen.Contains(row.OwnerId));
            var counts = await kept.GroupBy(row => row.Value).Select(group => new { group.Key, Count = group.Sum(row => row.Count) }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
            return Text(counts).OrderByDescending(group => group.Count).ThenBy(group => group.Label, StringComparer.Ordinal).Take(Limit).ToArray();
        }
        var selected = await CustomerSelection.OfAsync(session, Filter, SegmentId, ct);
        if (!selected.Ok)
            return selected.Failure;
        var customers = selected.Value;
        var directory = await session.DirectoryAsync(ct);
        List<CustomerGroup> groups = by switch
        {
            "industry" => Text(await customers.GroupBy(one => one.Industry).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key ?? "", group => group.Count, ct)),
            "city" => Text(await customers.GroupBy(one => one.City).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key ?? "", group => group.Count, ct)),
            "country" => Text(await customers.GroupBy(one => one.Country).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key ?? "", group => group.Count, ct)),
            "source" => Text(await customers.GroupBy(one => one.Source).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key ?? "", group => group.Count, ct)),
            "owner" => [.. (await customers.GroupBy(one => one.OwnerId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                .Select(group => new CustomerGroup(group.Key.ToString(CultureInfo.InvariantCulture), directory[group.Key].Name, group.Count))],
            "lifecycle" => [.. (await customers.GroupBy(one => one.Lifecycle).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                .Select(group => Member(group.Key.ToString(), group.Count))],
            "size" => [.. (await customers.GroupBy(one => one.Size).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                .Select(group => Member(group.Key?.ToString(), group.Count))],
            _ => [.. (await customers.GroupBy(one => one.Rating).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct))
                .Select(group => Member(group.Key?.ToString(CultureInfo.InvariantCulture), group.Count))],
        };
        return groups.OrderByDescending(group => group.Count).ThenBy(group => group.Label, StringComparer.Ordinal).Take(Limit).ToArray();
    }

    /// <summary>Spellings that differ in case only are one group, called as most write it.</summary>
    private static List<CustomerGroup> Text(Dictionary<string, int> counts) =>
        [.. counts.GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => (Name: group.MaxBy(pair => pair.Value).Key, Count: group.Sum(pair => pair.Value)))
            .Select(group => new CustomerGroup(group.Name.Length == 0 ? null : group.Name, group.Name, group.Count))];

    private static CustomerGroup Member(string? name, int count) => new(name?.ToLowerInvariant(), name?.ToLowerInvariant() ?? "", count);
}

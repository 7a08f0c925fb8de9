using BotCrm.Core.Access;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>What customers owe today: by customer and currency, and by how long it has been overdue.</summary>
[Requires(Permissions.MoneyReports)]
public sealed record Receivables : Query<ReceivablesView>
{
    public long? CustomerId { get; init; }

    /// <summary>Of contracts that this person looks after.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Only what is overdue.</summary>
    public bool OverdueOnly { get; init; }

    /// <summary>How many lines at most, the biggest first; the totals are over all of them. 1–500.</summary>
    public int Limit { get; init; } = 50;

    protected internal override async Task<Result<ReceivablesView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Range(Limit, 1, 500, "limit");
        if (check.Failure is { } failure)
            return failure;
        var today = session.CompanyToday;
        var owed = await OwedAsync(session, today, ct);
        var totals = owed.GroupBy(one => one.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ReceivablesTotal(group.Key, group.Sum(one => one.Open) / 100m, Buckets(group))).ToList();
        var converter = new Converter(session);
        var (top, without, company) = (new List<(Owed Owed, decimal? Company)>(), new List<string>(), 0m);
        foreach (var total in totals)
        {
            if (await converter.TryAsync(total.Open, total.Currency, today, ct) is { } converted)
                company += converted;
            else
                without.Add(total.Currency);
            foreach (var one in owed.Where(one => one.Currency == total.Currency).OrderByDescending(one => one.Open).ThenBy(one => one.CustomerId).Take(Limit))
                top.Add((one, await converter.TryAsync(one.Open / 100m, total.Currency, today, ct)));
        }
        top = [.. top.OrderByDescending(one => one.Company ?? decimal.MaxValue).ThenByDescending(one => one.Owed.Open).Take(Limit)];
        var ids = top.Select(one => one.Owed.CustomerId).Distinct().ToArray();
        var names = await session.Db.Customers.Where(customer => ids.Contains(customer.Id)).Select(customer => new { customer.Id, customer.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        ReceivablesLine[] lines =
            [.. top.Select(one => new ReceivablesLine(one.Owed.CustomerId, names[one.Owed.CustomerId], one.Owed.Currency, one.Owed.Count, one.Owed.Open / 100m, Buckets([one.Owed]), one.Company))];
        return new ReceivablesView(today, converter.Company, lines, totals, without.Count == 0 ? company : null, without, owed.Count);
    }

    /// <summary>What each customer owes in each currency, by age: not yet due, then by thirty days. Read once along one index; sums and ranks are made of it.</summary>
    private async Task<List<Owed>> OwedAsync(CrmSession session, DateOnly today, CancellationToken ct)
    {
        var (day30, day60, day90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-90));
        var open = session.Db.Set<OpenPayment>().AsNoTracking().VisibleTo(session.Actor);
        if (OverdueOnly)
            open = open.Where(one => one.DueOn < today);
        if (CustomerId is { } customer)
            open = open.Where(one => one.CustomerId == customer);
        if (OwnerId is { } owner)
            open = open.Where(one => one.OwnerId == owner);
        return await open.GroupBy(one => new { one.Currency, one.CustomerId })
            .Select(group => new Owed(
                group.Key.Currency,
                group.Key.CustomerId,
                group.Count(),
                group.Sum(one => one.OpenMinor),
                group.Sum(one => one.DueOn >= today ? one.OpenMinor : 0),
                group.Sum(one => one.DueOn < today && one.DueOn >= day30 ? one.OpenMinor : 0),
                group.Sum(one => one.DueOn < day30 && one.DueOn >= day60 ? one.OpenMinor : 0),
                group.Sum(one => one.DueOn < day60 && one.DueOn >= day90 ? one.OpenMinor : 0)))
            .ToListAsync(ct);
    }

    private static decimal[] Buckets(IEnumerable<Owed> owed)
    {
        var buckets = new decimal[5];
        foreach (var one in owed)
        {
            long[] ages = [one.Later, one.To30, one.To60, one.To90, one.Open - one.Later - one.To30 - one.To60 - one.To90];
            for (var i = 0; i < ages.Length; i++)
                buckets[i] += ages[i] / 100m;
        }
        return buckets;
    }

    private sealed record Owed(string Currency, long CustomerId, int Count, long Open, long Later, long To30, long To60, long To90);
}

/// <summary><paramref name="Buckets"/>: not yet due (today included), then 1–30, 31–60, 61–90 and more than 90 days overdue.</summary>
public sealed record ReceivablesLine(long CustomerId, string CustomerName, string Currency, int Count, decimal Open, IReadOnlyList<decimal> Buckets, decimal? CompanyOpen);

public sealed record ReceivablesTotal(string Currency, decimal Open, IReadOnlyList<decimal> Buckets);

/// <summary>
/// <paramref name="CompanyOpen"/>: everything in the company's currency by today's rates; null when a rate is missing, for which currencies is in
/// <paramref name="WithoutRate"/>: a sum that leaves some out would pass for the whole. <paramref name="Count"/>: how many lines there would be without a limit.
/// </summary>
public sealed record ReceivablesView(DateOnly Day, string CompanyCurrency, IReadOnlyList<ReceivablesLine> Lines, IReadOnlyList<ReceivablesTotal> Totals, decimal? CompanyOpen, IReadOnlyList<string> WithoutRate, int Count);

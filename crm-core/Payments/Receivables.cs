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
        var rows = Owed(session, today);
        var totals = await TotalsAsync(rows, ct);
        var converter = new Converter(session);
        var (top, without, company) = (new List<(long CustomerId, string Currency, long Open, decimal? Company)>(), new List<string>(), 0m);
        foreach (var total in totals)
        {
            if (await converter.TryAsync(total.Open, total.Currency, today, ct) is { } converted)
                company += converted;
            else
                without.Add(total.Currency);
            var biggest = await rows.Where(row => row.Currency == total.Currency)
                .GroupBy(row => row.CustomerId)
                .Select(group => new { CustomerId = group.Key, Open = group.Sum(row => row.Open) })
                .OrderByDescending(sum => sum.Open).ThenBy(sum => sum.CustomerId)
                .Take(Limit)
                .ToListAsync(ct);
            foreach (var one in biggest)
                top.Add((one.CustomerId, total.Currency, one.Open, await converter.TryAsync(one.Open / 100m, total.Currency, today, ct)));
        }
        top = [.. top.OrderByDescending(one => one.Company ?? decimal.MaxValue).ThenByDescending(one => one.Open).Take(Limit)];
        var count = await rows.Select(row => new { row.CustomerId, row.Currency }).Distinct().CountAsync(ct);
        var lines = await LinesAsync(session, rows, top, ct);
        return new ReceivablesView(today, converter.Company, lines, totals, without.Count == 0 ? company : null, without, count);
    }

    /// <summary>Every open instalment that the actor may see and that is asked for, with its age: 0 for not yet due, then by thirty days.</summary>
    private IQueryable<OwedRow> Owed(CrmSession session, DateOnly today)
    {
        var (day30, day60, day90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-90));
        var payments = session.Db.Payments.AsNoTracking().Where(payment => !payment.Settled);
        if (OverdueOnly)
            payments = payments.Where(payment => payment.DueOn < today);
        var contracts = session.Db.Contracts.AsNoTracking().VisibleTo(session.Actor, session.Db);
        if (CustomerId is { } customer)
            contracts = contracts.Where(contract => contract.CustomerId == customer);
        if (OwnerId is { } owner)
            contracts = contracts.Where(contract => contract.OwnerId == owner);
        return from payment in payments
               join contract in contracts on payment.ContractId equals contract.Id
               select new OwedRow
               {
                   CustomerId = contract.CustomerId,
                   Currency = contract.Currency,
                   Open = payment.AmountMinor - payment.ReceivedMinor,
                   Age = payment.DueOn >= today ? 0 : payment.DueOn >= day30 ? 1 : payment.DueOn >= day60 ? 2 : payment.DueOn >= day90 ? 3 : 4,
               };
    }

    private static async Task<IReadOnlyList<ReceivablesTotal>> TotalsAsync(IQueryable<OwedRow> rows, CancellationToken ct)
    {
        var sums = await rows.GroupBy(row => new { row.Currency, row.Age }).Select(group => new { group.Key, Open = group.Sum(row => row.Open) }).ToListAsync(ct);
        return [.. sums.GroupBy(sum => sum.Key.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ReceivablesTotal(group.Key, group.Sum(sum => sum.Open) / 100m, Buckets(group.Select(sum => (sum.Key.Age, sum.Open)))))];
    }

    private static async Task<IReadOnlyList<ReceivablesLine>> LinesAsync(CrmSession session, IQueryable<OwedRow> rows, List<(long CustomerId, string Currency, long Open, decimal? Company)> top, CancellationToken ct)
    {
        var ids = top.Select(one => one.CustomerId).Distinct().ToArray();
        var names = await session.Db.Customers.Where(customer => ids.Contains(customer.Id)).Select(customer => new { customer.Id, customer.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        var ages = (await rows.Where(row => ids.Contains(row.CustomerId))
                .GroupBy(row => new { row.CustomerId, row.Currency, row.Age })
                .Select(group => new { group.Key, Count = group.Count(), Open = group.Sum(row => row.Open) })
                .ToListAsync(ct))
            .ToLookup(sum => (sum.Key.CustomerId, sum.Key.Currency));
        return [.. top.Select(one =>
            {
                var own = ages[(one.CustomerId, one.Currency)].ToList();
                return new ReceivablesLine(one.CustomerId, names[one.CustomerId], one.Currency, own.Sum(sum => sum.Count), one.Open / 100m, Buckets(own.Select(sum => (sum.Key.Age, sum.Open))), one.Company);
            })];
    }

    private static decimal[] Buckets(IEnumerable<(int Age, long Open)> sums)
    {
        var buckets = new decimal[5];
        foreach (var (age, open) in sums)
            buckets[age] += open / 100m;
        return buckets;
    }

    private sealed class OwedRow
    {
        public required long CustomerId { get; init; }

        public required string Currency { get; init; }

        public required long Open { get; init; }

        public required int Age { get; init; }
    }
}

/// <summary><paramref name="Buckets"/>: not yet due (today included), then 1–30, 31–60, 61–90 and more than 90 days overdue.</summary>
public sealed record ReceivablesLine(long CustomerId, string CustomerName, string Currency, int Count, decimal Open, IReadOnlyList<decimal> Buckets, decimal? CompanyOpen);

public sealed record ReceivablesTotal(string Currency, decimal Open, IReadOnlyList<decimal> Buckets);

/// <summary>
/// <paramref name="CompanyOpen"/>: everything in the company's currency by today's rates; null when a rate is missing, for which currencies is in
/// <paramref name="WithoutRate"/>: a sum that leaves some out would pass for the whole. <paramref name="Count"/>: how many lines there would be without a limit.
/// </summary>
public sealed record ReceivablesView(DateOnly Day, string CompanyCurrency, IReadOnlyList<ReceivablesLine> Lines, IReadOnlyList<ReceivablesTotal> Totals, decimal? CompanyOpen, IReadOnlyList<string> WithoutRate, int Count);

using BotCrm.Core.Access;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>What customers owe today: by customer and currency, and by how long it has been overdue.</summary>
[Requires(Permissions.PaymentsRead)]
public sealed record Receivables : Query<ReceivablesView>
{
    public long? CustomerId { get; init; }

    /// <summary>Of contracts that this person looks after.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Only what is overdue.</summary>
    public bool OverdueOnly { get; init; }

    protected internal override async Task<Result<ReceivablesView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var today = session.CompanyToday;
        var (day30, day60, day90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-90));
        var rows = PaymentRows.Of(session).Where(row => !row.Payment.Settled);
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Contract.CustomerId == customer);
        if (OwnerId is { } owner)
            rows = rows.Where(row => row.Contract.OwnerId == owner);
        if (OverdueOnly)
            rows = rows.Where(row => row.Payment.DueOn < today);
        var sums = await rows
            .Select(row => new
            {
                row.Contract.CustomerId,
                row.CustomerName,
                row.Contract.Currency,
                Open = row.Payment.AmountMinor - row.Payment.ReceivedMinor,
                Age = row.Payment.DueOn >= today ? 0 : row.Payment.DueOn >= day30 ? 1 : row.Payment.DueOn >= day60 ? 2 : row.Payment.DueOn >= day90 ? 3 : 4,
            })
            .GroupBy(row => new { row.CustomerId, row.CustomerName, row.Currency, row.Age })
            .Select(group => new { group.Key, Count = group.Count(), Open = group.Sum(row => row.Open) })
            .ToListAsync(ct);

        var converter = new Converter(session);
        var lines = new List<ReceivablesLine>();
        foreach (var group in sums.GroupBy(sum => (sum.Key.CustomerId, sum.Key.CustomerName, sum.Key.Currency)))
        {
            var buckets = new decimal[5];
            foreach (var sum in group)
                buckets[sum.Key.Age] = sum.Open / 100m;
            var open = buckets.Sum();
            lines.Add(new ReceivablesLine(group.Key.CustomerId, group.Key.CustomerName, group.Key.Currency, group.Sum(sum => sum.Count), open, buckets, await converter.TryAsync(open, group.Key.Currency, today, ct)));
        }
        lines = [.. lines.OrderByDescending(line => line.CompanyOpen ?? decimal.MaxValue).ThenBy(line => line.CustomerName, StringComparer.Ordinal).ThenBy(line => line.Currency, StringComparer.Ordinal)];
        var totals = lines.GroupBy(line => line.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ReceivablesTotal(group.Key, group.Sum(line => line.Open), [.. Enumerable.Range(0, 5).Select(i => group.Sum(line => line.Buckets[i]))]))
            .ToList();
        var without = lines.Where(line => line.CompanyOpen is null).Select(line => line.Currency).Distinct().Order(StringComparer.Ordinal).ToList();
        return new ReceivablesView(today, converter.Company, lines, totals, without.Count == 0 ? lines.Sum(line => line.CompanyOpen!.Value) : null, without);
    }
}

/// <summary><paramref name="Buckets"/>: not yet due (today included), then 1–30, 31–60, 61–90 and more than 90 days overdue.</summary>
public sealed record ReceivablesLine(long CustomerId, string CustomerName, string Currency, int Count, decimal Open, IReadOnlyList<decimal> Buckets, decimal? CompanyOpen);

public sealed record ReceivablesTotal(string Currency, decimal Open, IReadOnlyList<decimal> Buckets);

/// <summary>
/// <paramref name="CompanyOpen"/>: everything in the company's currency by today's rates; null when a rate is missing, for which currencies is in
/// <paramref name="WithoutRate"/>: a sum that leaves some out would pass for the whole.
/// </summary>
public sealed record ReceivablesView(DateOnly Day, string CompanyCurrency, IReadOnlyList<ReceivablesLine> Lines, IReadOnlyList<ReceivablesTotal> Totals, decimal? CompanyOpen, IReadOnlyList<string> WithoutRate);

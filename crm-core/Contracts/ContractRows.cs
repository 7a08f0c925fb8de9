using BotCrm.Core.Access;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>A contract with the names of what it is about.</summary>
internal sealed class ContractRow
{
    public required Contract Contract { get; init; }

    public required string CustomerName { get; init; }
}

internal static class ContractRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<ContractRow> Of(CrmSession session) =>
        from contract in session.Db.Contracts.AsNoTracking().VisibleTo(session.Actor, session.Db)
        join customer in session.Db.Customers on contract.CustomerId equals customer.Id
        select new ContractRow { Contract = contract, CustomerName = customer.Name };

    public static async Task<Result<ContractView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Contract.Id == id).ToListAsync(ct) is { Count: 1 } rows
            ? (await ViewsAsync(session, rows, ct))[0]
            : Failure.NotFound(Kinds.Contract, id);

    public static async Task<IReadOnlyList<ContractView>> ViewsAsync(CrmSession session, IReadOnlyList<ContractRow> rows, CancellationToken ct)
    {
        var db = session.Db;
        long[] ids = [.. rows.Select(row => row.Contract.Id)];
        long[] quotes = [.. rows.Where(row => row.Contract.QuoteId is not null).Select(row => row.Contract.QuoteId!.Value).Distinct()];
        var sums = await db.Payments.Where(payment => ids.Contains(payment.ContractId))
            .GroupBy(payment => payment.ContractId)
            .Select(group => new { group.Key, Planned = group.Sum(payment => payment.AmountMinor), Received = group.Sum(payment => payment.ReceivedMinor) })
            .ToDictionaryAsync(sum => sum.Key, ct);
        var followers = await db.Contracts.Where(one => one.RenewsId != null && ids.Contains(one.RenewsId.Value)).ToDictionaryAsync(one => one.RenewsId!.Value, one => one.Id, ct);
        var numbers = quotes.Length == 0 ? [] : await db.Quotes.AsNoTracking().Where(one => quotes.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.FullNumber, ct);
        var directory = await session.DirectoryAsync(ct);
        var converter = new Converter(session);
        var views = new List<ContractView>(rows.Count);
        foreach (var row in rows)
        {
            var one = row.Contract;
            var sum = sums.GetValueOrDefault(one.Id);
            var view = View(row, session.CompanyToday, directory[one.OwnerId], (sum?.Planned ?? 0) / 100m, (sum?.Received ?? 0) / 100m);
            views.Add(view with
            {
                QuoteNumber = one.QuoteId is { } quote ? numbers.GetValueOrDefault(quote) : null,
                RenewedById = followers.TryGetValue(one.Id, out var follower) ? follower : null,
                CompanyValue = await converter.TryAsync(view.Value, view.Currency, one.StartsOn < session.CompanyToday ? one.StartsOn : session.CompanyToday, ct),
            });
        }
        return views;
    }

    private static ContractView View(ContractRow row, DateOnly today, Person owner, decimal planned, decimal received)
    {
        var one = row.Contract;
        return new ContractView(
            one.Id,
            one.Number,
            one.Title,
            one.CustomerId,
            row.CustomerName,
            one.OpportunityId,
            one.QuoteId,
            null,
            one.RenewsId,
            null,
            one.OwnerId,
            owner.Login,
            owner.Name,
            one.StartsOn,
            one.EndsOn,
            ContractRules.NoticeBy(one),
            one.ValueMinor / 100m,
            one.Currency,
            one.ValueReason,
            one.Renewal,
            one.NoticeDays,
            one.StatusOn(today),
            one.CancelReason,
            one.CancelledAt,
            planned,
            received,
            one.CreatedAt,
            one.UpdatedAt,
            one.Version);
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>A payment with its contract and customer.</summary>
internal sealed class PaymentRow
{
    public required Payment Payment { get; init; }

    public required Contract Contract { get; init; }

    public required string CustomerName { get; init; }
}

internal static class PaymentRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<PaymentRow> Of(CrmSession session) =>
        from payment in session.Db.Payments.AsNoTracking()
        join contract in session.Db.Contracts.AsNoTracking().VisibleTo(session.Actor, session.Db) on payment.ContractId equals contract.Id
        join customer in session.Db.Customers on contract.CustomerId equals customer.Id
        select new PaymentRow { Payment = payment, Contract = contract, CustomerName = customer.Name };

    public static async Task<IReadOnlyList<PaymentView>> OfContractAsync(CrmSession session, long contractId, CancellationToken ct) =>
        await ViewsAsync(session, await Of(session).Where(row => row.Payment.ContractId == contractId).OrderBy(row => row.Payment.Number).ToListAsync(ct), ct);

    public static async Task<IReadOnlyList<PaymentView>> ViewsAsync(CrmSession session, IReadOnlyList<PaymentRow> rows, CancellationToken ct)
    {
        var converter = new Converter(session);
        var today = session.CompanyToday;
        var views = new List<PaymentView>(rows.Count);
        foreach (var row in rows)
        {
            var (one, contract) = (row.Payment, row.Contract);
            var status = one.StatusOn(today);
            views.Add(new PaymentView(
                one.Id,
                one.ContractId,
                contract.Number,
                contract.Title,
                contract.CustomerId,
                row.CustomerName,
                one.Number,
                one.DueOn,
                one.AmountMinor / 100m,
                one.ReceivedMinor / 100m,
                one.OpenMinor / 100m,
                contract.Currency,
                one.ReceivedOn,
                status,
                status == PaymentStatus.Overdue ? today.DayNumber - one.DueOn.DayNumber : 0,
                one.Note,
                one.CreatedAt,
                one.UpdatedAt,
                one.Version)
            {
                CompanyOpen = await converter.TryAsync(one.OpenMinor / 100m, contract.Currency, today, ct),
            });
        }
        return views;
    }
}

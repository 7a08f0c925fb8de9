using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>Payments. Sorts: due (default), amount, updated.</summary>
[Requires(Permissions.PaymentsRead)]
public sealed record ListPayments : Query<Page<PaymentView>>
{
    private static readonly Sorts<PaymentRow> Order = new Sorts<PaymentRow>(row => row.Payment.Id)
        .By("due", row => row.Payment.DueOn)
        .By("amount", row => row.Payment.AmountMinor)
        .By("updated", row => row.Payment.UpdatedAt);

    public long? ContractId { get; init; }

    public long? CustomerId { get; init; }

    public long? OwnerId { get; init; }

    public PaymentStatus? Status { get; init; }

    /// <summary>True: something is still owed.</summary>
    public bool? Open { get; init; }

    public DateOnly? DueFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? DueTo { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<PaymentView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Known(Status, "status");
        if (check.Failure is { } failure)
            return failure;
        var rows = PaymentRows.Of(session);
        var today = session.CompanyToday;
        if (ContractId is { } contract)
            rows = rows.Where(row => row.Payment.ContractId == contract);
        if (CustomerId is { } customer)
            rows = rows.Where(row => row.Contract.CustomerId == customer);
        if (OwnerId is { } owner)
            rows = rows.Where(row => row.Contract.OwnerId == owner);
        if (Open is { } open)
            rows = rows.Where(row => row.Payment.Settled == !open);
        if (DueFrom is { } from)
            rows = rows.Where(row => row.Payment.DueOn >= from);
        if (DueTo is { } to)
            rows = rows.Where(row => row.Payment.DueOn <= to);
        rows = Status switch
        {
            PaymentStatus.Received => rows.Where(row => row.Payment.Settled),
            PaymentStatus.Overdue => rows.Where(row => !row.Payment.Settled && row.Payment.DueOn < today),
            PaymentStatus.Part => rows.Where(row => !row.Payment.Settled && row.Payment.DueOn >= today && row.Payment.ReceivedMinor > 0),
            PaymentStatus.Due => rows.Where(row => !row.Payment.Settled && row.Payment.DueOn == today && row.Payment.ReceivedMinor == 0),
            PaymentStatus.Planned => rows.Where(row => !row.Payment.Settled && row.Payment.DueOn > today && row.Payment.ReceivedMinor == 0),
            _ => rows,
        };
        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<PaymentView>(await PaymentRows.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}

using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Payments;

/// <summary>One payment.</summary>
[Requires(Permissions.PaymentsRead)]
public sealed record GetPayment : Query<PaymentView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<PaymentView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await PaymentRows.Of(session).Where(row => row.Payment.Id == Id).ToListAsync(ct) is { Count: 1 } rows
            ? (await PaymentRows.ViewsAsync(session, rows, ct))[0]
            : Failure.NotFound(Kinds.Payment, Id);
}

using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Payments;

internal sealed class PaymentMap : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.IsRecord("payments");
        builder.Property(payment => payment.Note).HasMaxLength(Limits.Text);
        builder.RefersTo<Payment, Contract>(nameof(Payment.ContractId));
        builder.HasIndex(payment => new { payment.Settled, payment.DueOn });
    }
}

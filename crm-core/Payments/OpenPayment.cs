using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Payments;

/// <summary>
/// An instalment that is not settled, with what says whose it is, so that what customers owe is summed from one index. Kept by triggers, never written
/// from here.
/// </summary>
internal sealed class OpenPayment
{
    public long PaymentId { get; private set; }

    public string Currency { get; private set; } = "";

    public long CustomerId { get; private set; }

    /// <summary>Of the contract.</summary>
    public long OwnerId { get; private set; }

    public long CustomerOwnerId { get; private set; }

    public DateOnly DueOn { get; private set; }

    public long OpenMinor { get; private set; }
}

internal sealed class OpenPaymentMap : IEntityTypeConfiguration<OpenPayment>
{
    public void Configure(EntityTypeBuilder<OpenPayment> builder)
    {
        builder.ToTable("open_payments");
        builder.HasKey(one => one.PaymentId);
        builder.Property(one => one.PaymentId).ValueGeneratedNever();
        builder.Property(one => one.Currency).HasMaxLength(Limits.Currency);
    }
}

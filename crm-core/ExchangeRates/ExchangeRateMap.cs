using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.ExchangeRates;

internal sealed class ExchangeRateMap : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.IsRecord("exchange_rates");
        builder.Property(rate => rate.Base).HasMaxLength(Limits.Currency).HasColumnName("base");
        builder.Property(rate => rate.Currency).HasMaxLength(Limits.Currency);
        builder.Property(rate => rate.Rate).Scaled(ExchangeRate.Scale);
        builder.HasIndex(rate => new { rate.Base, rate.Currency, rate.Day }).IsUnique();
    }
}

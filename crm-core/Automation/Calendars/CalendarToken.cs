using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BotCrm.Core.Automation;

/// <summary>The secret in a calendar's address, as its SHA-256: who reads the store cannot read the calendar by it.</summary>
internal sealed class CalendarToken
{
    public long UserId { get; set; }

    public byte[] Hash { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class CalendarTokenMap : IEntityTypeConfiguration<CalendarToken>
{
    public void Configure(EntityTypeBuilder<CalendarToken> builder)
    {
        builder.ToTable("calendar_tokens");
        builder.HasKey(token => token.UserId);
        builder.Property(token => token.UserId).ValueGeneratedNever();
        builder.Property(token => token.Hash).HasMaxLength(32);
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}
